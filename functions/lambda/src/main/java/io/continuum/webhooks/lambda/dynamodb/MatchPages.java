package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.tenant.KeyHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks that an event matched, spread over items. The head says how many pages follow it, and of which set: it is
 * either the event's own item or the item {@code M#0000}. The head is written last and by condition, so pages without it
 * are nothing: not a set that is half written, nor one of a writer that lost.
 *
 * @param set names the list: a hash of it, so that repeating a write repeats its pages
 * @param pages the ids of the head first, up to {@link #PER_PAGE} in each page
 */
record MatchPages(String set, List<String> pages) {
    /** Ids in one item: 26 KB. */
    static final int PER_PAGE = 1_000;

    private static final int ID_LENGTH = 26;
    private static final int SET_LENGTH = 16;
    private static final String IDS = "matches";
    private static final String FOLLOWING = "pages";
    private static final String SET = "set";

    /** Splits {@code matches}; the head takes none if {@code headIsFull}. */
    static MatchPages of(List<WebhookId> matches, boolean headIsFull) {
        StringBuilder all = new StringBuilder(matches.size() * ID_LENGTH);
        matches.forEach(id -> all.append(id.random()));
        List<String> pages = new ArrayList<>();
        int from = headIsFull ? 0 : Math.min(all.length(), PER_PAGE * ID_LENGTH);
        pages.add(all.substring(0, from));
        for (; from < all.length(); from += PER_PAGE * ID_LENGTH) {
            pages.add(all.substring(from, Math.min(all.length(), from + PER_PAGE * ID_LENGTH)));
        }
        return new MatchPages(KeyHash.of(all.toString()).hex().substring(0, SET_LENGTH), pages);
    }

    /** Makes {@code item} the head. */
    Attributes head(Attributes item) {
        item.text(IDS, pages.getFirst());
        return pages.size() == 1
                ? item
                : item.number(FOLLOWING, pages.size() - 1).text(SET, set);
    }

    /** Makes {@code item} a further page. */
    Attributes page(int index, Attributes item) {
        return item.text(IDS, pages.get(index));
    }

    /** Returns the bytes that the head takes of its item at most. */
    int headSize() {
        return pages.getFirst().length() + IDS.length() + FOLLOWING.length() + SET.length() + SET_LENGTH + Long.BYTES;
    }

    /** Returns whether an item is a head. */
    static boolean isHead(Item item) {
        return item.has(IDS);
    }

    /**
     * Reads the matches of a head and the items beside it.
     *
     * @return null if pages are missing, which only happens while DynamoDB deletes an expired event
     */
    static @Nullable List<WebhookId> read(Item head, List<Item> beside) {
        List<WebhookId> matches = ids(head.text(IDS));
        int following = (int) head.numberOrZero(FOLLOWING);
        if (following == 0) {
            return matches;
        }
        Map<String, Item> bySortKey = new HashMap<>();
        beside.forEach(item -> bySortKey.put(item.text(Keys.SK), item));
        for (int page = 1; page <= following; page++) {
            Item item = bySortKey.get(Keys.matchesPage(page, head.text(SET)));
            if (item == null) {
                return null;
            }
            matches.addAll(ids(item.text(IDS)));
        }
        return matches;
    }

    private static List<WebhookId> ids(String text) {
        List<WebhookId> ids = new ArrayList<>(text.length() / ID_LENGTH);
        for (int from = 0; from < text.length(); from += ID_LENGTH) {
            ids.add(new WebhookId(text.substring(from, from + ID_LENGTH)));
        }
        return ids;
    }
}
