package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.TargetUrls;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.format.ContinuumFormat;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes webhooks for tests: {@code Webhooks.valid().number(2).disabled().build()}. */
public final class Webhooks {
    /** When webhook number 0 was made; number n was made n seconds later. */
    public static final Instant EPOCH = Instant.parse("2026-11-23T10:00:00.123456789Z");

    /** Whose webhooks are, unless told otherwise. */
    public static final TenantId TENANT = new TenantId("acme");

    private TenantId tenant = TENANT;
    private int number = 1;
    private String uid;
    private TargetUrl url = TargetUrls.of("https://receiver.example/hook");
    private List<EventPattern> events = List.of(new EventPattern("memory.*"));
    private String name = "";
    private String description = "";
    private Webhook.Wire wire = Webhook.Wire.of(new ContinuumFormat());
    private Filter filter;
    private RetryPolicy retryPolicy;
    private Capacity capacity = new Capacity(10, 0, Duration.ofSeconds(30));
    private CanonicalJson metadata = CanonicalJson.object().build();
    private List<PublicKey> publicKeys = List.of();
    private boolean active = true;
    private String disabledReason;

    private Webhooks() {}

    /** Begins with webhook number 1 of {@link #TENANT}, active, without a uid, for memory events. */
    public static Webhooks valid() {
        return new Webhooks();
    }

    public Webhooks tenant(String value) {
        tenant = new TenantId(value);
        return this;
    }

    /** Sets the id and the time of making: another number is another webhook, a greater one a younger. */
    public Webhooks number(int value) {
        number = value;
        return this;
    }

    public Webhooks uid(String value) {
        uid = value;
        return this;
    }

    public Webhooks url(String value) {
        url = TargetUrls.insecure(value);
        return this;
    }

    public Webhooks events(String... patterns) {
        events = Stream.of(patterns).map(EventPattern::new).toList();
        return this;
    }

    public Webhooks name(String value) {
        name = value;
        return this;
    }

    public Webhooks description(String value) {
        description = value;
        return this;
    }

    public Webhooks format(Format value) {
        wire = Webhook.Wire.of(value);
        return this;
    }

    public Webhooks wire(Webhook.Wire value) {
        wire = value;
        return this;
    }

    public Webhooks filter(Filter value) {
        filter = value;
        return this;
    }

    public Webhooks retryPolicy(RetryPolicy value) {
        retryPolicy = value;
        return this;
    }

    public Webhooks capacity(Capacity value) {
        capacity = value;
        return this;
    }

    public Webhooks metadata(CanonicalJson value) {
        metadata = value;
        return this;
    }

    public Webhooks publicKeys(PublicKey... values) {
        publicKeys = List.of(values);
        return this;
    }

    /** Makes it inactive by the tenant's wish. */
    public Webhooks disabled() {
        active = false;
        return this;
    }

    /** Makes it inactive for that reason. */
    public Webhooks disabled(String reason) {
        disabledReason = reason;
        return disabled();
    }

    /** Returns the webhook at version 1. */
    public Webhook build() {
        Instant made = EPOCH.plusSeconds(number);
        Webhook.Settings settings =
                new Webhook.Settings(url, events, filter, name, description, wire, retryPolicy, capacity, metadata);
        WebhookKey key = new WebhookKey(tenant, WebhookId.make(made, new Random(number)));
        Webhook.SecretRef secret = new Webhook.SecretRef("v-" + number, "abcd", publicKeys);
        return new Webhook(key, 1, uid, settings, active, disabledReason, secret, made, made);
    }
}
