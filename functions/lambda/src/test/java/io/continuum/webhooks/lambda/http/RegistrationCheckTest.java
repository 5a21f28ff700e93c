package io.continuum.webhooks.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.TargetUrls;
import io.continuum.webhooks.core.egress.UrlPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RegistrationCheckTest {
    private static final AddressLookup UNKNOWN = name -> {
        throw new UnknownHostException(name);
    };

    @Test
    void production_wants_a_name_that_resolves_to_public_addresses_only() {
        assertThat(allows(false, answers("8.8.8.8", "2606:4700::1111"))).isTrue();
        assertThat(allows(false, answers("8.8.8.8", "10.0.0.1"))).isFalse();
        assertThat(allows(false, answers("127.0.0.1"))).isFalse();
        assertThat(allows(false, answers())).isFalse();
        assertThat(allows(false, UNKNOWN)).isFalse();
    }

    @Test
    void with_insecure_targets_a_name_may_be_unknown_but_not_private() {
        assertThat(allows(true, UNKNOWN)).isTrue();
        assertThat(allows(true, answers("127.0.0.1"))).isTrue();
        assertThat(allows(true, answers("10.0.0.1"))).isFalse();
    }

    @Test
    void looks_up_no_address() {
        var check = new RegistrationCheck(new UrlPolicy(false), UNKNOWN);
        assertThat(check.allows(TargetUrls.of("https://8.8.8.8/"))).isTrue();
    }

    private static boolean allows(boolean insecureTargets, AddressLookup lookup) {
        var check = new RegistrationCheck(new UrlPolicy(insecureTargets), lookup);
        return check.allows(TargetUrls.of("https://receiver.example/hook"));
    }

    private static AddressLookup answers(String... addresses) {
        return _ -> {
            var all = new ArrayList<InetAddress>();
            for (String address : addresses) {
                all.add(InetAddress.getByName(address));
            }
            return all;
        };
    }
}
