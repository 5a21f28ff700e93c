package io.continuum.webhooks.client.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Receivers need no AWS class, and no JSON library either. */
class NoAwsTest {
    @Test
    void a_verifier_works_with_nothing_but_the_jdk_on_its_class_path() throws Exception {
        URL own = WebhookVerifier.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {own}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = alone.loadClass(WebhookVerifier.class.getName());
            Object verifier =
                    type.getMethod("standard", String[].class).invoke(null, (Object) new String[] {"a-secret-of-16-b"});
            Object verdict = type.getMethod("verify", Map.class, byte[].class)
                    .invoke(verifier, Map.of("webhook-id", List.of("d")), new byte[0]);

            assertThat(verdict.toString()).contains("MISSING_HEADER");
            assertThat(verifier.getClass().getClassLoader()).isSameAs(alone);
        }
    }
}
