package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.egress.UrlVerdict;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A webhook's configuration as an item. */
final class WebhookItems {
    static final String VERSION = "version";
    static final String ACTIVE = "active";

    private static final String TENANT = "tenant";
    private static final String UID = "uid";
    private static final String URL = "url";
    private static final String EVENTS = "events";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String FORMAT = "format";
    private static final String FILTER = "filter";
    private static final String SIGNING = "signing";
    private static final String HEADERS = "headers";
    private static final String RAW_SECRET = "raw";
    private static final String RETRY = "retry";
    private static final String CONCURRENCY = "concurrency";
    private static final String RATE_PER_MINUTE = "rate";
    private static final String TIMEOUT_MS = "timeout";
    private static final String METADATA = "metadata";
    private static final String DISABLED_REASON = "disabled";
    private static final String SECRET_VERSION = "secret";
    private static final String SECRET_END = "last4";
    private static final String PUBLIC_KEYS = "keys";
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";

    /** It passed the rules when it was registered; the rules of this installation are applied again at each attempt. */
    private static final UrlPolicy STORED_URLS = new UrlPolicy(true);

    private WebhookItems() {}

    static Map<String, AttributeValue> item(Webhook webhook) {
        Webhook.Settings settings = webhook.settings();
        RetryPolicy retry = settings.retryPolicy();
        Filter filter = settings.filter();
        return Attributes.at(Keys.webhook(webhook.key()))
                .text(TENANT, webhook.key().tenant().value())
                .number(VERSION, webhook.version())
                .text(UID, webhook.uid())
                .text(URL, settings.url().toString())
                .list(EVENTS, texts(settings.events().stream().map(EventPattern::text)))
                .text(FILTER, filter == null ? null : filter.source().text())
                .text(NAME, settings.name())
                .text(DESCRIPTION, settings.description())
                .all(wire(settings.wire()))
                .text(
                        RETRY,
                        retry == null ? null : CanonicalJson.of(retry.toJson()).text())
                .number(CONCURRENCY, settings.capacity().maxConcurrency())
                .number(RATE_PER_MINUTE, settings.capacity().ratePerMinute())
                .number(TIMEOUT_MS, settings.capacity().timeout().toMillis())
                .text(METADATA, settings.metadata().text())
                .flag(ACTIVE, webhook.active())
                .text(DISABLED_REASON, webhook.disabledReason())
                .text(SECRET_VERSION, webhook.secret().version())
                .text(SECRET_END, webhook.secret().lastFour())
                .list(PUBLIC_KEYS, PublicKeyItems.list(webhook.secret().publicKeys()))
                .time(CREATED, webhook.createdAt())
                .time(UPDATED, webhook.updatedAt())
                .build();
    }

    private static Map<String, AttributeValue> wire(Webhook.Wire wire) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(FORMAT, AttributeValue.fromS(wire.format().name()));
        attributes.put(SIGNING, AttributeValue.fromS(wire.signing().code()));
        if (!wire.headers().isEmpty()) {
            attributes.put(HEADERS, AttributeValue.fromL(texts(wire.headers().stream())));
        }
        if (wire.sendRawSecret()) {
            attributes.put(RAW_SECRET, AttributeValue.fromBool(true));
        }
        return attributes;
    }

    private static List<AttributeValue> texts(Stream<String> texts) {
        return texts.map(AttributeValue::fromS).toList();
    }

    static Webhook read(Item item) {
        return new Webhook(
                new WebhookKey(new TenantId(item.text(TENANT)), new WebhookId(item.text(Keys.SK))),
                item.number(VERSION),
                item.textOrNull(UID),
                settings(item),
                item.flag(ACTIVE),
                item.textOrNull(DISABLED_REASON),
                new Webhook.SecretRef(
                        item.text(SECRET_VERSION), item.text(SECRET_END), PublicKeyItems.read(item.list(PUBLIC_KEYS))),
                item.time(CREATED),
                item.time(UPDATED));
    }

    private static Webhook.Settings settings(Item item) {
        List<EventPattern> events = item.list(EVENTS).stream()
                .map(AttributeValue::s)
                .map(EventPattern::new)
                .toList();
        String filter = item.textOrNull(FILTER);
        return new Webhook.Settings(
                url(item.text(URL)),
                events,
                filter == null ? null : new Filter(CanonicalJson.ofCanonicalText(filter)),
                item.text(NAME),
                item.text(DESCRIPTION),
                wire(item),
                retry(item.textOrNull(RETRY)),
                new Capacity(
                        item.integer(CONCURRENCY),
                        item.integer(RATE_PER_MINUTE),
                        Duration.ofMillis(item.number(TIMEOUT_MS))),
                CanonicalJson.ofCanonicalText(item.text(METADATA)));
    }

    /** Items of release 0.1 name no signing: theirs is HMAC. */
    private static Webhook.Wire wire(Item item) {
        return new Webhook.Wire(
                Format.of(item.text(FORMAT)).orElseThrow(),
                item.has(SIGNING) ? SignatureScheme.of(item.text(SIGNING)).orElseThrow() : SignatureScheme.HMAC,
                item.list(HEADERS).stream().map(AttributeValue::s).toList(),
                item.has(RAW_SECRET) && item.flag(RAW_SECRET));
    }

    private static TargetUrl url(String text) {
        return switch (STORED_URLS.parse(text)) {
            case UrlVerdict.Accepted(TargetUrl url) -> url;
            case UrlVerdict.Refused(var reason) ->
                throw new IllegalStateException("a stored URL is refused: " + reason.code());
        };
    }

    private static @Nullable RetryPolicy retry(@Nullable String json) {
        if (json == null) {
            return null;
        }
        return switch (RetryPolicy.parse(CanonicalJson.ofCanonicalText(json).node())) {
            case RetryPolicy.Parsed.Ok(RetryPolicy policy) -> policy;
            case RetryPolicy.Parsed.Bad(var faults) ->
                throw new IllegalStateException("a stored retry policy is refused: " + faults);
        };
    }
}
