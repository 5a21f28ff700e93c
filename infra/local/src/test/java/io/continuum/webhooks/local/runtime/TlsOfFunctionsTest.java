package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Lambda's client overwrites {@code jdk.tls.disabledAlgorithms}, whereupon JSSE would offer TLS 1.0 and 1.1. */
@EnabledOnOs(OS.LINUX)
class TlsOfFunctionsTest {
    private static final int SUPPORTED_VERSIONS = 0x2b;
    private static final int TLS_1_3 = 0x0304;
    private static final int TLS_1_2 = 0x0303;

    @Test
    void a_delivery_offers_the_two_newest_versions_of_tls_and_no_other() throws Exception {
        try (FunctionWorld world = new FunctionWorld();
                ServerSocket receiver = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            CompletableFuture<List<Integer>> offered = CompletableFuture.supplyAsync(() -> versions(receiver));
            FunctionProcess api = world.start(world.settings("Api")).awaitReady();
            JsonNode webhook = FunctionWorld.register(api, "https://127.0.0.1:" + receiver.getLocalPort() + "/hook");

            FunctionWorld.Answer test = FunctionWorld.call(
                    api, "POST", "/api/v1/webhooks/" + webhook.path("id").asText() + "/test", null);

            assertThat(offered.get(1, TimeUnit.MINUTES)).containsExactlyInAnyOrder(TLS_1_3, TLS_1_2);
            assertThat(test.body().path("success").asBoolean(true)).isFalse();
        }
    }

    /** Reads a ClientHello (RFC 8446 §4.1.2) and hangs up. */
    private static List<Integer> versions(ServerSocket receiver) {
        try (Socket socket = receiver.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(3);
            ByteBuffer hello = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
            hello.position(1 + 3 + 2 + 32);
            skip(hello, hello.get() & 0xff);
            skip(hello, hello.getShort() & 0xffff);
            skip(hello, hello.get() & 0xff);
            int end = (hello.getShort() & 0xffff) + hello.position();
            while (hello.position() < end) {
                int type = hello.getShort() & 0xffff;
                int length = hello.getShort() & 0xffff;
                if (type == SUPPORTED_VERSIONS) {
                    return list(hello);
                }
                skip(hello, length);
            }
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> list(ByteBuffer hello) {
        List<Integer> versions = new ArrayList<>();
        for (int left = hello.get() & 0xff; left > 0; left -= 2) {
            versions.add(hello.getShort() & 0xffff);
        }
        return versions;
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }
}
