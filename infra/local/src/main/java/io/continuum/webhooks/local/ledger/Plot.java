package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Deliveries that arrived, over time, with a line for each kill: an SVG that needs nothing else. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int TOP = 30;
    private static final int BOTTOM = 40;
    private static final int STEPS = 300;

    private final Outcome outcome;
    private final double seconds;

    Plot(Outcome outcome) {
        this.outcome = outcome;
        this.seconds = Math.max(1, seconds(outcome.ended()));
    }

    String svg() {
        int[] counts = counts();
        int most = Math.max(1, counts[STEPS]);
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        outcome.lives().stream().filter(Life::killed).forEach(life -> svg.append(kill(x(seconds(life.ended())))));
        svg.append("<polyline fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\" points=\"");
        for (int i = 0; i <= STEPS; i++) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(seconds * i / STEPS), y(counts[i], most)));
        }
        svg.append("\"/>\n");
        for (int i = 0; i <= 4; i++) {
            svg.append(
                    text(LEFT - 6, y(most * i / 4, most) + 4, "end", String.format(Locale.ROOT, "%,d", most * i / 4)));
            svg.append(text(x(seconds * i / 4), HEIGHT - BOTTOM + 18, "middle", Math.round(seconds * i / 4) + " s"));
        }
        svg.append(text(
                LEFT,
                18,
                "start",
                "deliveries that reached their receiver; red: the process is killed (%d times)"
                        .formatted(outcome.kills())));
        return svg.append("</svg>\n").toString();
    }

    /** Returns how many deliveries had arrived at the end of each step. */
    private int[] counts() {
        int[] counts = new int[STEPS + 1];
        Set<String> seen = new HashSet<>();
        List<Arrival> arrivals = outcome.arrivals();
        for (Arrival arrival : arrivals) {
            if (seen.add(arrival.delivery())) {
                int step = (int) Math.ceil(seconds(arrival.at()) / seconds * STEPS);
                counts[Math.clamp(step, 0, STEPS)]++;
            }
        }
        for (int i = 1; i <= STEPS; i++) {
            counts[i] += counts[i - 1];
        }
        return counts;
    }

    private double seconds(Instant at) {
        return Duration.between(outcome.started(), at).toMillis() / 1000.0;
    }

    private double x(double second) {
        return LEFT + second / seconds * (WIDTH - LEFT - 20);
    }

    private static double y(int count, int most) {
        return HEIGHT - BOTTOM - (double) count / most * (HEIGHT - TOP - BOTTOM);
    }

    private static String kill(double x) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#c0392b\" stroke-opacity=\"0.45\"/>\n",
                x,
                x,
                TOP,
                HEIGHT - BOTTOM);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text);
    }
}
