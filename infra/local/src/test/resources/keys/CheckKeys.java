import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import java.io.File;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the library of examples/JavaReceiver.java makes of secrets: the keys that the server signs with. */
public final class CheckKeys {
    public static void main(String[] args) throws Exception {
        JsonNode cases = new ObjectMapper().readTree(new File("standard-keys.json"));
        for (JsonNode one : cases) {
            String now = Long.toString(Instant.now().getEpochSecond());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(one.path("key").textValue()), "HmacSHA256"));
            String made = Base64.getEncoder().encodeToString(mac.doFinal(("d." + now + ".{}").getBytes()));
            Map<String, List<String>> headers = Map.of(
                    "webhook-id", List.of("d"),
                    "webhook-timestamp", List.of(now),
                    "webhook-signature", List.of("v1," + made));
            WebhookVerifier verifier = WebhookVerifier.standard(one.path("secret").textValue());
            if (!verifier.verify(headers, "{}".getBytes()).accepted()) {
                throw new AssertionError(one.path("name"));
            }
        }
        System.out.println(cases.size() + " keys");
    }
}
