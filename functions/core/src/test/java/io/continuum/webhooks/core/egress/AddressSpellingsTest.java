package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.UrlVerdict.Accepted;
import io.continuum.webhooks.core.egress.UrlVerdict.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling per address, and one meaning per URL, whoever else reads it. */
class AddressSpellingsTest {
    private static final UrlPolicy PRODUCTION = new UrlPolicy(false);
    private static final UrlPolicy INSECURE = new UrlPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.100.100.200",
                "192.0.0.192",
                "0.0.0.0",
                "255.255.255.255"
            })
    void refuses_every_spelling_of_an_address_that_is_not_public(String address) {
        assertThat(AddressSpellings.of(octets(address)))
                .hasSizeGreaterThan(1_500)
                .allSatisfy(spelling -> assertThat(PRODUCTION.parse("https://" + spelling + "/"))
                        .as(spelling)
                        .isInstanceOf(Refused.class));
        assertThat(PRODUCTION.parse("https://" + address + "/")).isEqualTo(new Refused(UrlRefusal.ADDRESS_NOT_ALLOWED));
    }

    /** What is never read needs no judgement: a second spelling of a public address is refused as well. */
    @ParameterizedTest
    @ValueSource(strings = {"8.8.4.4", "93.184.216.34"})
    void takes_a_public_address_in_its_canonical_spelling_only(String address) {
        assertThat(AddressSpellings.of(octets(address)))
                .allSatisfy(spelling -> assertThat(PRODUCTION.parse("https://" + spelling + "/"))
                        .as(spelling)
                        .isInstanceOf(Refused.class));
        assertThat(PRODUCTION.parse("https://" + address + "/")).isInstanceOf(Accepted.class);
    }

    @Test
    void with_insecure_targets_loopback_too_has_one_spelling() {
        assertThat(AddressSpellings.of(127, 0, 0, 1))
                .allSatisfy(spelling -> assertThat(INSECURE.parse("http://" + spelling + "/"))
                        .as(spelling)
                        .isInstanceOf(Refused.class));
    }

    /** The JDK's own reader takes many of these spellings: what it would dial is not what was meant. */
    @Test
    void the_jdk_would_have_read_hundreds_of_them() {
        assertThat(AddressSpellings.of(127, 0, 0, 1).stream()
                        .filter(spelling -> spelling.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.'))
                        .filter(AddressSpellingsTest::isLoopbackToTheJdk))
                .isNotEmpty();
    }

    @Test
    void what_is_accepted_means_the_same_to_the_parsers_of_the_jdk() throws IOException {
        long seed = 3_986L;
        var random = new Random(seed);
        List<String> known = urls().toList();
        int compared = 0;
        for (int i = 0; i < 50_000; i++) {
            String url = i < known.size() ? known.get(i) : mutated(known.get(random.nextInt(known.size())), random);
            if (PRODUCTION.parse(url) instanceof Accepted(TargetUrl ours)) {
                compared++;
                theirUri(url).ifPresent(theirs -> {
                    assertThat(bare(theirs.getHost()))
                            .as("seed %d, %s", seed, url)
                            .isEqualTo(bare(written(url)));
                    assertThat(theirs.getPort() < 0 ? 443 : theirs.getPort()).isEqualTo(ours.port());
                    assertThat(theirs.getUserInfo()).isNull();
                });
                theirUrl(url).ifPresent(theirs -> {
                    assertThat(bare(theirs.getHost()))
                            .as("seed %d, %s", seed, url)
                            .isEqualTo(bare(written(url)));
                    assertThat(theirs.getUserInfo()).isNull();
                });
            }
        }
        assertThat(compared).isGreaterThan(2_000);
    }

    /** Returns the host as a reader of the plainest kind would cut it out. */
    private static String written(String url) {
        String authority = url.substring(url.indexOf("://") + 3).split("[/?#]", -1)[0];
        return authority.replaceAll(":[0-9]*$", "");
    }

    private static Optional<URI> theirUri(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The older parser cuts at other places than {@link URI}. */
    @SuppressWarnings("deprecation")
    private static Optional<URL> theirUrl(String url) {
        try {
            return Optional.of(new URL(url));
        } catch (MalformedURLException e) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
    }

    private static String mutated(String url, Random random) {
        String alphabet = "/\\@:?#[]%.0127afx-;&=|";
        var text = new StringBuilder(url);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = Math.min(text.length(), 8 + random.nextInt(12));
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            if (random.nextBoolean() || at == text.length()) {
                text.insert(at, c);
            } else {
                text.setCharAt(at, c);
            }
        }
        return text.toString();
    }

    private static Stream<String> urls() throws IOException {
        try (var in = Objects.requireNonNull(AddressSpellingsTest.class.getResourceAsStream("/vectors/urls.tsv"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1)[2].translateEscapes())
                    .toList()
                    .stream();
        }
    }

    private static boolean isLoopbackToTheJdk(String spelling) {
        try {
            return InetAddress.ofLiteral(spelling).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int[] octets(String address) {
        return Stream.of(address.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
