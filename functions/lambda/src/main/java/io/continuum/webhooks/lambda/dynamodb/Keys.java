package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.EventTrace;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.KeyHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Every form of key, and the attributes that more than one kind of item has. The table of ADR 1 in code. No id has a
 * {@code #}, so no key of one tenant can be read as another's.
 */
final class Keys {
    /** Partition key of both tables. */
    static final String PK = "pk";

    /** Sort key of both tables. */
    static final String SK = "sk";

    /** Which code wrote the item; readers tolerate attributes they do not know. */
    static final String SCHEMA = "v";

    /** Epoch seconds from which the item is gone; DynamoDB deletes it up to days later. */
    static final String TTL = "ttl";

    /** Index {@code wake}: one of eight shards. */
    static final String WAKE_SHARD = "wk";

    /** Index {@code wake}: when to look. */
    static final String WAKE_AT = "wa";

    /** Index {@code dead}: the tenant. */
    static final String DEAD_TENANT = "dt";

    /** Index {@code dead}: the delivery. */
    static final String DEAD_DELIVERY = "dd";

    /** Index {@code subject}: tenant and user. */
    static final String SUBJECT = "us";

    /** Index {@code subject}: acceptance and event. */
    static final String SUBJECT_EVENT = "ua";

    /** What {@link #SCHEMA} says of items written by this code. */
    static final int SCHEMA_NOW = 1;

    /** Shards of the index {@code wake}: 8,000 changes of wakes a second. */
    static final int SHARDS = 8;

    static final String KEY_OF_TENANT = "KEY#";
    static final String EVENT_TYPE = "ET#";
    static final String RECORD = "D#";
    static final String PLACE = "W#";
    static final String HOUR = "H#";
    static final String STATE = "S";
    static final String CIPHERTEXT = "K#";
    static final String EVENT = "E";
    static final String MATCHES_HEAD = "M#0000";
    private static final String MATCHES = "M#";

    private static final String DELIVERY_PREFIX = "dlv_";
    private static final String HALF_MADE = "#H";
    private static final String JOBS = "#J";
    private static final String WEBHOOKS = "#W";
    private static final String PUBLIC_KEYS = "#K";
    static final String ERASURE = "ER#";
    private static final String OF_WEBHOOK = "#W#";
    private static final int HOUR_CHARACTERS = "2026-11-01T00".length();

    /** A partition key has at most 2,048 bytes; a longer user id is named by its hash. */
    private static final int MAX_USER_BYTES = 1024;

    private Keys() {}

    static Key apiKey(KeyHash hash) {
        return new Key("K#" + hash.hex(), "K");
    }

    static Key apiKeyOfTenant(TenantId tenant, String id) {
        return new Key(ofTenant(tenant), KEY_OF_TENANT + id);
    }

    /** Names a key's hash, for who knows its id but not its tenant. */
    static Key apiKeyById(String id) {
        return new Key("I#" + id, "I");
    }

    static Key tenant(TenantId tenant) {
        return new Key(ofTenant(tenant), "TENANT");
    }

    static Key uid(TenantId tenant, String uid) {
        return new Key(ofTenant(tenant), "UID#" + uid);
    }

    static Key eventType(TenantId tenant, EventType type) {
        return new Key(ofTenant(tenant), EVENT_TYPE + type);
    }

    /** A request with an idempotency key; {@code hash} of its path and key, in hexadecimal. */
    static Key idempotency(TenantId tenant, String hash) {
        return new Key(ofTenant(tenant) + "#I#" + hash, "I");
    }

    /** A part of the answer to such a request. */
    static Key idempotencyPart(Key head, int part) {
        return new Key(head.pk(), "I#" + page(part));
    }

    /** How often a tenant asked for something in a minute. */
    static Key allowance(TenantId tenant, String what, Instant minute) {
        return new Key(ofTenant(tenant) + "#L#" + what, minute.toString());
    }

    /** The partition of a tenant's public keys: an item for each webhook that has some. */
    static String publicKeys(TenantId tenant) {
        return ofTenant(tenant) + PUBLIC_KEYS;
    }

    static Key publicKeys(WebhookKey key) {
        return new Key(publicKeys(key.tenant()), key.webhook().random());
    }

    static String ofTenant(TenantId tenant) {
        return "T#" + tenant;
    }

    /** The partition of a tenant's configurations. */
    static String webhooks(TenantId tenant) {
        return ofTenant(tenant) + WEBHOOKS;
    }

    static Key webhook(WebhookKey key) {
        return new Key(webhooks(key.tenant()), key.webhook().random());
    }

    static Key halfMade(WebhookKey key) {
        return new Key(ofTenant(key.tenant()) + HALF_MADE, key.webhook().random());
    }

    /** The partition of a tenant's changes. */
    static String changes(TenantId tenant) {
        return ofTenant(tenant) + "#C";
    }

    static Key change(TenantId tenant, long version) {
        return new Key(changes(tenant), version(version));
    }

    /** Zero-padded, so that text order is the order of versions. */
    static String version(long version) {
        return "%016d".formatted(version);
    }

    /** The partition of a webhook's state, and in the other table of its deliveries. */
    static String ofWebhook(WebhookKey key) {
        return ofTenant(key.tenant()) + OF_WEBHOOK + key.webhook().random();
    }

    static Key state(WebhookKey key) {
        return new Key(ofWebhook(key), STATE);
    }

    /** A version of a webhook's credentials, encrypted by the keyring. */
    static Key ciphertext(WebhookKey key, String version) {
        return new Key(ofWebhook(key), CIPHERTEXT + version);
    }

    /** How far secrets are on their way to another store or key; one for all tenants, so no tenant begins it. */
    static Key movePass() {
        return new Key("MOVE", "SECRETS");
    }

    static Key event(TenantId tenant, EventId id) {
        return new Key(ofTenant(tenant) + "#E#" + id, EVENT);
    }

    /** The item that says which event has a trace, where the event's own id does not. */
    static Key pointer(TenantId tenant, EventTrace trace) {
        return new Key(ofTenant(tenant) + "#P#" + trace, "P");
    }

    /** The item that says which webhooks an event matched, where the event itself does not. */
    static Key matches(TenantId tenant, EventId id) {
        return new Key(event(tenant, id).pk(), MATCHES_HEAD);
    }

    /** The sort key of a further page of matches; it names its set, so that two sets never mix. */
    static String matchesPage(int page, String set) {
        return MATCHES + page(page) + "#" + set;
    }

    private static String page(int page) {
        return "%04d".formatted(page);
    }

    /** The item of a notification that came in, named by a digest of what its copies have in common. */
    static Key incoming(TenantId tenant, String likeness) {
        return new Key(ofTenant(tenant) + "#I#" + likeness, "I");
    }

    static Key record(DeliveryKey key) {
        return new Key(ofWebhook(key.webhook()), RECORD + bare(key.delivery()));
    }

    static Key place(DeliveryKey key) {
        return new Key(ofWebhook(key.webhook()), PLACE + bare(key.delivery()));
    }

    static Key hour(WebhookKey key, Instant start) {
        return new Key(ofWebhook(key), HOUR + start.toString().substring(0, HOUR_CHARACTERS));
    }

    /** A delivery id without its prefix: 26 characters that sort by the event's acceptance. */
    static String bare(DeliveryId id) {
        return id.value().substring(DELIVERY_PREFIX.length());
    }

    static DeliveryId delivery(String bare) {
        return new DeliveryId(DELIVERY_PREFIX + bare);
    }

    static Key job(JobKey key) {
        return new Key(ofTenant(key.tenant()) + JOBS, key.job().value());
    }

    /** Returns whether {@code key} is that of a job. */
    static boolean isJob(Key key) {
        return key.pk().endsWith(JOBS) && JobId.parse(key.sk()).isPresent();
    }

    /** Reads what {@link #job} wrote. */
    static JobKey jobOf(Key key) {
        String tenant = key.pk().substring("T#".length(), key.pk().length() - JOBS.length());
        return new JobKey(new TenantId(tenant), new JobId(key.sk()));
    }

    /** The id alone names it and sorts by time, as it begins with the time of asking. */
    static Key erasure(JobKey key) {
        return new Key(ofTenant(key.tenant()), ERASURE + key.job().value());
    }

    /** The partition of a user's events in the index {@code subject}. */
    static String subject(TenantId tenant, String user) {
        boolean fits = user.getBytes(StandardCharsets.UTF_8).length <= MAX_USER_BYTES;
        return ofTenant(tenant) + "#"
                + (fits ? user : "sha256:" + KeyHash.of(user).hex());
    }

    /** The shard that wakes its item; the hash of a String is the same everywhere (Java API specification). */
    static String shard(String pk) {
        return Integer.toString(Math.floorMod(pk.hashCode(), SHARDS));
    }

    /** Reads what {@link #ofWebhook} wrote. */
    static WebhookKey webhookOf(String pk) {
        // From the end: with a tenant named W the separator is there twice.
        int split = pk.lastIndexOf(OF_WEBHOOK);
        return new WebhookKey(
                new TenantId(pk.substring("T#".length(), split)),
                new WebhookId(pk.substring(split + OF_WEBHOOK.length())));
    }

    /** Returns whether {@code key} is that of a webhook's configuration. */
    static boolean isWebhook(Key key) {
        // Not by its end alone: everything of a tenant named W begins and ends with T#W.
        String pk = key.pk();
        return pk.endsWith(WEBHOOKS) && pk.indexOf('#', "T#".length()) == pk.length() - WEBHOOKS.length();
    }

    /** Returns whether {@code key} is that of a half-made webhook. */
    static boolean isHalfMade(Key key) {
        return key.pk().endsWith(HALF_MADE);
    }

    /** Reads what {@link #halfMade} wrote. */
    static WebhookKey halfMadeOf(Key key) {
        String tenant = key.pk().substring("T#".length(), key.pk().length() - HALF_MADE.length());
        return new WebhookKey(new TenantId(tenant), new WebhookId(key.sk()));
    }
}
