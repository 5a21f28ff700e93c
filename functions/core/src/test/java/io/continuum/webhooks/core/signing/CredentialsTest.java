package io.continuum.webhooks.core.signing;

import static io.continuum.webhooks.core.signing.SwitchTime.AT_END;
import static io.continuum.webhooks.core.signing.SwitchTime.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.signing.Credentials.Signing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Instant T = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Secret A = new Secret("secret-number-one");
    private static final Secret B = new Secret("secret-number-two");
    private static final Secret C = new Secret("secret-number-three");

    @Test
    void one_secret_signs_and_leads_for_ever() {
        Credentials one = Credentials.of(A);

        assertThat(signingAt(one, Instant.EPOCH)).containsExactly(A);
        assertThat(one.leadingAt(Instant.MAX).secret()).isEqualTo(A);
        assertThat(one.current()).isEqualTo(A);
    }

    @Test
    void both_sign_during_the_grace_the_new_one_first_and_only_the_new_one_from_its_end_on() {
        Credentials two = rotated(Credentials.of(A), B, T, DAY, NOW);

        assertThat(signingAt(two, T)).containsExactly(B, A);
        assertThat(signingAt(two, T.plus(DAY).minusNanos(1))).containsExactly(B, A);
        assertThat(signingAt(two, T.plus(DAY))).containsExactly(B);
    }

    @Test
    void the_new_one_leads_at_once_or_from_the_end_of_the_grace() {
        Credentials now = rotated(Credentials.of(A), B, T, DAY, NOW);
        Credentials atEnd = rotated(Credentials.of(A), B, T, DAY, AT_END);

        assertThat(now.leadingAt(T).secret()).isEqualTo(B);
        assertThat(atEnd.leadingAt(T).secret()).isEqualTo(A);
        assertThat(atEnd.leadingAt(T.plus(DAY).minusNanos(1)).secret()).isEqualTo(A);
        assertThat(atEnd.leadingAt(T.plus(DAY)).secret()).isEqualTo(B);
    }

    @Test
    void no_grace_ends_all_older_ones_at_once_whenever_the_switch_is() {
        Credentials two = rotated(Credentials.of(A), B, T, DAY, AT_END);
        Credentials three = rotated(two, C, T.plus(HOUR), Duration.ZERO, AT_END);

        assertThat(three.secrets()).hasSize(1);
        assertThat(three.leadingAt(T.plus(HOUR)).secret()).isEqualTo(C);
    }

    @Test
    void a_second_rotation_keeps_ends_that_are_nearer_and_brings_the_others_near() {
        Credentials two = rotated(Credentials.of(A), B, T, HOUR, NOW);
        Credentials longer = rotated(two, C, T, DAY, NOW);
        Credentials shorter = rotated(two, C, T, Duration.ofMinutes(1), NOW);

        assertThat(signingAt(longer, T.plus(HOUR).minusNanos(1))).containsExactly(C, B, A);
        assertThat(signingAt(longer, T.plus(HOUR))).containsExactly(C, B);
        assertThat(signingAt(shorter, T.plusSeconds(59))).containsExactly(C, B, A);
        assertThat(signingAt(shorter, T.plusSeconds(60))).containsExactly(C);
    }

    @Test
    void leading_is_handed_on_through_two_late_switches() {
        Credentials two = rotated(Credentials.of(A), B, T, HOUR, AT_END);
        Credentials three = rotated(two, C, T.plusSeconds(60), DAY, AT_END);

        assertThat(three.leadingAt(T.plus(HOUR).minusNanos(1)).secret()).isEqualTo(A);
        assertThat(three.leadingAt(T.plus(HOUR)).secret()).isEqualTo(B);
        assertThat(three.leadingAt(T.plus(DAY).plusSeconds(59)).secret()).isEqualTo(B);
        assertThat(three.leadingAt(T.plus(DAY).plusSeconds(60)).secret()).isEqualTo(C);
    }

    @Test
    void a_new_leader_may_come_before_one_that_was_to_lead_later() {
        Credentials two = rotated(Credentials.of(A), B, T, DAY, AT_END);
        Credentials three = rotated(two, C, T.plusSeconds(60), HOUR, AT_END);

        assertThat(three.leadingAt(T.plus(HOUR)).secret()).isEqualTo(A);
        assertThat(three.leadingAt(T.plus(HOUR).plusSeconds(60)).secret()).isEqualTo(C);
    }

    @Test
    void what_has_ended_is_dropped_by_the_next_rotation() {
        Credentials two = rotated(Credentials.of(A), B, T, HOUR, NOW);
        Credentials three = rotated(two, C, T.plus(HOUR), HOUR, NOW);

        assertThat(three.secrets()).extracting(Signing::secret).containsExactly(C, B);
    }

    @Test
    void at_most_five_are_valid_at_once_but_there_is_always_a_way_to_revoke() {
        Credentials full = Credentials.of(A);
        for (int i = 2; i <= Credentials.MAX_VALID; i++) {
            full = rotated(full, new Secret("secret-number-0" + i), T, DAY, NOW);
        }

        assertThat(full.secrets()).hasSize(5);
        assertThat(full.rotated(C, null, T, DAY, NOW)).isEmpty();
        assertThat(rotated(full, C, T, Duration.ZERO, NOW).secrets()).hasSize(1);
        assertThat(rotated(full, C, T.plus(DAY), DAY, NOW).secrets()).hasSize(2);
    }

    @Test
    void headers_and_older_keys_stay_through_a_rotation() {
        Ed25519Key old = Ed25519Key.generate(new Random(1));
        Ed25519Key young = Ed25519Key.generate(new Random(2));
        Credentials one = Credentials.of(A).withHeaders(Map.of("x-token", "t")).withKey(old);

        Credentials two = one.rotated(B, young, T, DAY, NOW).orElseThrow();

        assertThat(two.headers()).containsExactly(Map.entry("x-token", "t"));
        assertThat(two.currentKey()).contains(young);
        assertThat(two.publicKeys()).containsExactly(young.publicKey(Instant.MAX), old.publicKey(T.plus(DAY)));
    }

    @Test
    void a_key_is_given_to_the_newest_secret_only() {
        Ed25519Key key = Ed25519Key.generate(new Random(1));
        Credentials two = rotated(Credentials.of(A), B, T, DAY, NOW).withKey(key);

        assertThat(two.secrets()).extracting(Signing::key).containsExactly(key, null);
        assertThat(two.secrets()).extracting(Signing::secret).containsExactly(B, A);
    }

    @Test
    void is_redacted_as_text() {
        Credentials one = Credentials.of(A).withKey(Ed25519Key.generate(new Random(1)));

        assertThat(one).hasToString("Credentials[1 secrets, 0 headers]");
        assertThat(one.secrets().toString()).doesNotContain(A.value()).doesNotContain("whsk_");
    }

    private static Credentials rotated(Credentials before, Secret to, Instant now, Duration grace, SwitchTime when) {
        return before.rotated(to, null, now, grace, when).orElseThrow();
    }

    private static List<Secret> signingAt(Credentials credentials, Instant now) {
        return credentials.validAt(now).stream().map(Signing::secret).toList();
    }
}
