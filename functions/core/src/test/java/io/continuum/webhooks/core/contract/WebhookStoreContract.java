package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Change;
import io.continuum.webhooks.core.webhook.WebhookStore.Page;
import io.continuum.webhooks.core.webhook.WebhookStore.Query;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WebhookStore} does: makes and changes webhooks as the superclasses say, and shows them. A test's stores
 * share one world that is empty at first.
 */
public abstract class WebhookStoreContract extends WebhookChangeContract {
    @Test
    void public_keys_are_told_from_the_webhooks_making_until_its_removal() {
        Ed25519Key key = Ed25519Key.generate(new Random(7));
        Credentials credentials = Credentials.of(new Secret("a-secret-of-enough-bytes"));
        Webhook.Wire wire = new Webhook.Wire(new BrainBotFormat(), SignatureScheme.ED25519, List.of(), false);
        Webhook signed = withSecret(Webhooks.valid().number(1).wire(wire).build(), credentials.withKey(key));
        created(2);
        store.create(signed, 1000);
        assertThat(webhookStore(clock).publicKeys(ACME)).containsExactly(key.publicKey(Instant.MAX));

        Ed25519Key other = Ed25519Key.generate(new Random(8));
        Webhook rotated = withSecret(touched(signed), credentials.withKey(other));
        assertThat(store.update(signed, rotated, false)).isEqualTo(Change.DONE);
        assertThat(store.publicKeys(ACME)).containsExactly(other.publicKey(Instant.MAX));

        assertThat(store.delete(rotated)).isTrue();
        assertThat(store.publicKeys(ACME)).isEmpty();
        assertThat(store.publicKeys(new TenantId("nobody"))).isEmpty();
    }

    private static Webhook withSecret(Webhook webhook, Credentials credentials) {
        return new Webhook(
                webhook.key(),
                webhook.version(),
                webhook.uid(),
                webhook.settings(),
                webhook.active(),
                webhook.disabledReason(),
                Webhook.SecretRef.of("v" + webhook.version(), credentials),
                webhook.createdAt(),
                webhook.updatedAt());
    }

    @Test
    void webhooks_are_listed_oldest_first_in_pages() {
        List<Webhook> seven = List.of(5, 3, 1, 7, 2, 6, 4).stream()
                .map(this::created)
                .sorted(Comparator.comparing(Webhook::createdAt))
                .toList();
        assertThat(list(null, 0, 250)).isEqualTo(new Page(seven, false, 7));
        assertThat(list(null, 0, 7)).isEqualTo(new Page(seven, false, 7));
        assertThat(list(null, 0, 3)).isEqualTo(new Page(seven.subList(0, 3), true, 7));
        assertThat(list(null, 3, 3)).isEqualTo(new Page(seven.subList(3, 6), true, 7));
        assertThat(list(null, 6, 3)).isEqualTo(new Page(seven.subList(6, 7), false, 7));
        assertThat(list(null, 7, 3)).isEqualTo(new Page(List.of(), false, 7));
        assertThat(list(null, 10_000, 3)).isEqualTo(new Page(List.of(), false, 7));
    }

    @Test
    void a_page_goes_on_behind_the_last_webhook_of_the_page_before() {
        List<Webhook> seven = numbers(1, 7).map(this::created).toList();
        assertThat(after(null, seven.get(2), 3)).isEqualTo(new Page(seven.subList(3, 6), true, 7));
        assertThat(after(null, seven.get(3), 3)).isEqualTo(new Page(seven.subList(4, 7), false, 7));
        assertThat(after(null, seven.get(6), 3)).isEqualTo(new Page(List.of(), false, 7));
        WebhookId third = seven.get(2).key().webhook();
        assertThat(store.list(ACME, new Query(null, third, 1, 2))).isEqualTo(new Page(seven.subList(4, 6), true, 7));
        store.delete(seven.get(2));
        assertThat(after(null, seven.get(2), 3)).isEqualTo(new Page(seven.subList(3, 6), true, 6));
    }

    @Test
    void a_page_of_active_ones_goes_on_behind_the_last_of_them() {
        Map<Boolean, List<Webhook>> byActive = numbers(1, 9)
                .map(i -> i % 3 == 0 ? created(Webhooks.valid().number(i).disabled()) : created(i))
                .collect(Collectors.partitioningBy(Webhook::active));
        List<Webhook> active = byActive.get(true);
        List<Webhook> disabled = byActive.get(false);
        assertThat(after(true, active.get(1), 2)).isEqualTo(new Page(active.subList(2, 4), true, 6));
        assertThat(after(true, active.get(3), 2)).isEqualTo(new Page(active.subList(4, 6), false, 6));
        assertThat(after(false, disabled.get(0), 1)).isEqualTo(new Page(disabled.subList(1, 2), true, 3));
        assertThat(after(false, disabled.get(1), 1)).isEqualTo(new Page(disabled.subList(2, 3), false, 3));
    }

    @Test
    void a_filter_that_fits_little_fills_its_pages_all_the_same() {
        numbers(1, 299).forEach(this::created);
        Webhook last = created(Webhooks.valid().number(300).disabled());
        assertThat(list(false, 0, 5)).isEqualTo(new Page(List.of(last), false, 1));
    }

    private Page after(Boolean active, Webhook last, int limit) {
        return store.list(ACME, new Query(active, last.key().webhook(), 0, limit));
    }

    @Test
    void webhooks_are_listed_by_whether_they_are_active() {
        Map<Boolean, List<Webhook>> byActive = numbers(1, 9)
                .map(i -> i % 3 == 0 ? created(Webhooks.valid().number(i).disabled()) : created(i))
                .collect(Collectors.partitioningBy(Webhook::active));
        List<Webhook> active = byActive.get(true);
        List<Webhook> disabled = byActive.get(false);
        assertThat(list(true, 0, 10)).isEqualTo(new Page(active, false, 6));
        assertThat(list(true, 1, 2)).isEqualTo(new Page(active.subList(1, 3), true, 6));
        assertThat(list(false, 0, 2)).isEqualTo(new Page(disabled.subList(0, 2), true, 3));
        assertThat(list(false, 2, 2)).isEqualTo(new Page(disabled.subList(2, 3), false, 3));
        store.update(active.getFirst(), active.getFirst().disabled("gone", NOW), false);
        store.delete(disabled.getLast());
        assertThat(list(true, 0, 10).total()).isEqualTo(5);
        assertThat(list(false, 0, 10).total()).isEqualTo(3);
        assertThat(list(null, 0, 10).total()).isEqualTo(8);
    }

    @Test
    void another_process_sees_every_single_change_at_once() {
        WebhookStore other = webhookStore(clock);
        assertThat(other.all(ACME)).isEmpty();
        Webhook first = created(1);
        assertThat(other.all(ACME)).containsExactly(first);
        Webhook second = created(2);
        assertThat(other.all(ACME)).containsExactly(first, second);
        Webhook changed = renamed(second, "crm");
        store.update(second, changed, true);
        assertThat(other.all(ACME)).containsExactly(first, changed);
        Webhook disabled = first.disabled("gone", NOW);
        store.update(first, disabled, false);
        assertThat(other.all(ACME)).containsExactly(disabled, changed);
        store.delete(disabled);
        assertThat(other.all(ACME)).containsExactly(changed);
        store.delete(changed);
        assertThat(other.all(ACME)).isEmpty();
        assertThat(store.all(ACME)).isEmpty();
    }

    @Test
    void another_process_sees_exactly_what_thirty_changes_at_once_left() {
        List<Webhook> before = numbers(1, 20).map(this::created).toList();
        WebhookStore other = webhookStore(clock);
        assertThat(other.all(ACME)).containsExactlyElementsOf(before);
        List<Webhook> updated = before.subList(0, 10).stream()
                .map(WebhookStoreContract::touched)
                .toList();
        List<Webhook> fresh =
                numbers(21, 30).map(i -> Webhooks.valid().number(i).build()).toList();
        Stream<Callable<Boolean>> changes = numbers(0, 9)
                .flatMap(i -> Stream.<Callable<Boolean>>of(
                        () -> store.update(before.get(i), updated.get(i), false) == Change.DONE,
                        () -> store.delete(before.get(10 + i)),
                        () -> store.create(fresh.get(i), 1000).equals(CREATED)));
        // Looks while it happens must not spoil what is seen afterwards.
        Stream<Callable<Boolean>> looks =
                numbers(1, 10).map(_ -> () -> other.all(ACME).size() >= 10);
        assertThat(Parallel.all(Stream.concat(changes, looks).toList())).containsOnly(true);
        List<Webhook> after = Stream.concat(updated.stream(), fresh.stream()).toList();
        assertThat(other.all(ACME)).containsExactlyElementsOf(after);
        assertThat(webhookStore(clock).all(ACME)).containsExactlyElementsOf(after);
        assertThat(list(null, 0, 100)).isEqualTo(new Page(after, false, 20));
    }

    @Test
    void a_tenant_never_sees_or_changes_what_another_has() {
        Webhook mine = created(Webhooks.valid().uid("crm"));
        Webhook theirs = created(Webhooks.valid().tenant("other").uid("crm").disabled());
        TenantId other = theirs.key().tenant();
        assertThat(mine.key().webhook()).isEqualTo(theirs.key().webhook());
        assertThat(store.all(ACME)).containsExactly(mine);
        assertThat(store.all(other)).containsExactly(theirs);
        assertThat(store.list(other, new Query(null, null, 0, 10))).isEqualTo(new Page(List.of(theirs), false, 1));
        assertThat(store.list(other, new Query(true, null, 0, 10)).total()).isZero();
        WebhookState before = state(mine);
        Webhook changed = renamed(theirs, "erp");
        store.update(theirs, changed, true);
        assertThat(store.delete(changed)).isTrue();
        assertThat(store.find(mine.key())).contains(mine);
        assertThat(store.findByUid(ACME, "crm")).contains(mine.key().webhook());
        assertThat(state(mine)).isEqualTo(before);
        assertThat(store.all(new TenantId("acm"))).isEmpty();
    }

    @Test
    void public_keys_stay_with_their_webhook() {
        Ed25519Key young = Ed25519Key.generate(new Random(1));
        Ed25519Key old = Ed25519Key.generate(new Random(2));
        Webhook webhook = created(Webhooks.valid().publicKeys(young.publicKey(Instant.MAX), old.publicKey(NOW)));
        assertThat(store.find(webhook.key())).contains(webhook);
        assertThat(store.all(ACME)).containsExactly(webhook);
    }

    @Test
    void everything_a_tenant_chose_stays_with_its_webhook() {
        CanonicalJson filter = CanonicalJson.object()
                .put("user_id", "user123")
                .put("pattern", CanonicalJson.ofCanonicalText("{\"data\":{\"n\":[{\"numeric\":[\">\",0.5]}]}}"))
                .build();
        Webhook.Wire wire = new Webhook.Wire(
                new BrainBotFormat(), SignatureScheme.ED25519, List.of("authorization", "x-team"), true);
        Webhook webhook = created(Webhooks.valid().filter(new Filter(filter)).wire(wire));
        assertThat(store.find(webhook.key())).contains(webhook);
        assertThat(store.all(ACME)).containsExactly(webhook);
        Webhook plain = webhook.changed(Webhooks.valid().build().settings(), true, null, NOW);
        store.update(webhook, plain, false);
        assertThat(store.find(webhook.key())).contains(plain);
        assertThat(webhookStore(clock).all(ACME)).containsExactly(plain);
    }
}
