package io.continuum.webhooks.local.http;

/**
 * The JDK HTTP server's system properties. The JDK reads them once, when the first server of the process is made, so
 * {@link #apply} comes before any other use of it.
 */
public final class HttpServerTuning {
    private HttpServerTuning() {}

    /** Sets what is not set already. */
    public static void apply() {
        // Without it Nagle's algorithm holds small answers back for up to 40 ms.
        setDefault("sun.net.httpserver.nodelay", "true");
        // Seconds in which a request must have come and an answer must have gone: no client holds a thread for ever.
        setDefault("sun.net.httpserver.maxReqTime", "60");
        setDefault("sun.net.httpserver.maxRspTime", "120");
        setDefault("sun.net.httpserver.maxReqHeaderSize", "65536");
    }

    private static void setDefault(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
