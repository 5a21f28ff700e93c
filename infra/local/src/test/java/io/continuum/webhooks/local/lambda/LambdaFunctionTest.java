package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LambdaFunctionTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
    private final InstantSource clock = now::get;
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @Test
    void answers_what_the_handler_writes() {
        assertThat(function((input, output, _) -> input.transferTo(output)).invoke("{\"ä\":1}"))
                .isEqualTo(new InvocationResult.Answered("{\"ä\":1}"));
    }

    @Test
    void the_context_tells_the_handler_about_itself() {
        var seen = new ArrayBlockingQueue<Context>(1);
        function((_, _, context) -> seen.add(context)).invoke("{}");

        assertThat(seen.remove()).satisfies(context -> {
            assertThat(context.getFunctionName()).isEqualTo("deliver");
            assertThat(context.getInvokedFunctionArn())
                    .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:deliver");
            assertThat(context.getAwsRequestId()).hasSize(36);
            assertThat(context.getMemoryLimitInMB()).isEqualTo(1024);
            assertThat(context.getFunctionVersion()).isEqualTo("$LATEST");
        });
    }

    @Test
    void each_invocation_has_an_id_of_its_own() {
        var function = function(
                (_, output, context) -> output.write(context.getAwsRequestId().getBytes(UTF_8)));

        assertThat(function.invoke("{}")).isNotEqualTo(function.invoke("{}"));
    }

    @Test
    void the_remaining_time_counts_down_to_zero() {
        var function = function((_, output, context) -> {
            StringBuilder seen = new StringBuilder();
            for (int step = 0; step < 3; step++) {
                seen.append(context.getRemainingTimeInMillis()).append(' ');
                now.updateAndGet(time -> time.plusSeconds(20));
            }
            output.write(seen.toString().getBytes(UTF_8));
        });

        assertThat(function.invoke("{}")).isEqualTo(new InvocationResult.Answered("30000 10000 0 "));
    }

    @Test
    void the_handlers_log_reaches_the_log() {
        function((_, _, context) -> context.getLogger().log("line\n")).invoke("{}");

        assertThat(log).containsExactly("line");
    }

    @Test
    void an_exception_is_a_failure_with_its_type_and_its_trace_is_logged() {
        var result = function((_, _, _) -> {
                    throw new IllegalStateException("no table");
                })
                .invoke("{}");

        assertThat(result).isEqualTo(new InvocationResult.Failed("java.lang.IllegalStateException", "no table"));
        assertThat(log).singleElement().asString().contains("no table").contains("\tat ");
    }

    @Test
    void an_error_is_a_failure_too() {
        var result = function((_, _, _) -> {
                    throw new StackOverflowError();
                })
                .invoke("{}");

        assertThat(result).isEqualTo(new InvocationResult.Failed("java.lang.StackOverflowError", ""));
    }

    @Test
    void a_handler_that_is_too_slow_is_reported_and_interrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        var function = new LambdaFunction(
                FunctionSettings.of("slow", Duration.ofMillis(50)),
                (_, _, _) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException _) {
                        interrupted.countDown();
                    }
                },
                clock,
                log::add);

        assertThat(function.invoke("{}")).isEqualTo(new InvocationResult.TimedOut(Duration.ofMillis(50)));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void invocations_run_side_by_side() throws Exception {
        var barrier = new CyclicBarrier(8);
        var function = function((_, output, _) -> {
            try {
                barrier.await(10, TimeUnit.SECONDS);
                output.write('1');
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        var results = new LinkedBlockingQueue<InvocationResult>();
        for (int caller = 0; caller < 8; caller++) {
            Thread.startVirtualThread(() -> results.add(function.invoke("{}")));
        }

        for (int caller = 0; caller < 8; caller++) {
            assertThat(results.poll(10, TimeUnit.SECONDS)).isEqualTo(new InvocationResult.Answered("1"));
        }
    }

    @Test
    void more_than_six_megabytes_are_refused_in_both_directions() {
        String large = "x".repeat(LambdaFunction.MAX_PAYLOAD_BYTES + 1);

        assertThat(function((_, _, _) -> {}).invoke(large)).isInstanceOf(InvocationResult.Failed.class);
        assertThat(function((_, output, _) -> output.write(large.getBytes(UTF_8)))
                        .invoke("{}"))
                .isInstanceOf(InvocationResult.Failed.class);
    }

    private LambdaFunction function(RequestStreamHandler handler) {
        return new LambdaFunction(FunctionSettings.of("deliver", Duration.ofSeconds(30)), handler, clock, log::add);
    }
}
