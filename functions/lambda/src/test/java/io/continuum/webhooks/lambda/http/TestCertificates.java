package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates made for one run by the JDK's keytool: a CA, and what it signed for {@code receiver.test}. */
final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private final Path file;
    private KeyStore keys;

    private TestCertificates(Path file) throws IOException, GeneralSecurityException {
        this.file = file;
        this.keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    static TestCertificates in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("test.p12");
        keytool(file, "ca", "-ext", "bc:c");
        keytool(file, "good", "-signer", "ca", "-ext", "san=dns:receiver.test");
        keytool(file, "elsewhere", "-signer", "ca", "-ext", "san=dns:elsewhere.test");
        keytool(
                file,
                "expired",
                "-signer",
                "ca",
                "-ext",
                "san=dns:receiver.test",
                "-startdate",
                "-9d",
                "-validity",
                "1");
        keytool(file, "self", "-ext", "san=dns:receiver.test");
        return new TestCertificates(file);
    }

    /** Makes the ones that only differ from a good one in a detail, and one of a CA that nobody trusts. */
    TestCertificates withRareFaults() throws IOException, InterruptedException, GeneralSecurityException {
        String name = "san=dns:receiver.test";
        keytool(file, "ca2", "-ext", "bc:c");
        keytool(file, "stranger", "-signer", "ca2", "-ext", name);
        keytool(file, "leaf-signed", "-signer", "good", "-ext", name);
        keytool(file, "client", "-signer", "ca", "-ext", name, "-ext", "eku=clientAuth");
        keytool(file, "early", "-signer", "ca", "-ext", name, "-startdate", "+9d");
        keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        return this;
    }

    private static void keytool(Path file, String alias, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // Five short-lived JVMs: the optimising compiler would only cost them time.
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC"));
        command.addAll(List.of("-groupname", "secp256r1", "-storepass", new String(PASSWORD), "-keystore"));
        command.add(file.toString());
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    /** Returns what a server with the certificate of that name has. */
    SSLContext serverOf(String alias) throws GeneralSecurityException, IOException {
        var one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Returns what a client has that trusts the CA and nobody else. */
    SSLContext client() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
