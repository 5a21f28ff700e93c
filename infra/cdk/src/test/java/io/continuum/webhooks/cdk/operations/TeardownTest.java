package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script as it is, with commands in the path that write down how they are called. */
class TeardownTest {
    private static final int SECONDS = 30;

    private static final String AWS = """
            #!/usr/bin/env bash
            echo "aws $*" >> "$CALLS"
            for gone in $(cat "$WORLD/gone"); do
              if [[ " $* " == *" $gone "* ]]; then
                echo "An error occurred (ResourceNotFoundException) when calling the operation: $gone" >&2; exit 254
              fi
            done
            if [[ -e "$WORLD/refused" && "$2" == "$(cat "$WORLD/refused")" ]]; then
              echo "An error occurred (AccessDeniedException) when calling the operation: $2" >&2; exit 254
            fi
            case "$1 $2" in
              "cloudformation describe-stacks")
                if [[ -e "$WORLD/denied" ]]; then echo "AccessDenied: no right to describe" >&2; exit 254; fi
                if [[ ! -e "$WORLD/stack" ]]; then echo "Stack with id $4 does not exist" >&2; exit 254; fi ;;
              "cloudformation list-stack-resources")
                printf 'AWS::DynamoDB::Table\\twebhooks-table\\nAWS::Logs::LogGroup\\tapi-logs\\n'
                printf 'AWS::SecretsManager::Secret\\tkeyring-arn\\n' ;;
              "secretsmanager list-secrets") cat "$WORLD/secrets" ;;
              "sts get-caller-identity") echo 123456789012 ;;
              "configure get") echo eu-central-1 ;;
            esac
            """;

    private static final String NPX = """
            #!/usr/bin/env bash
            echo "npx $*" >> "$CALLS"
            rm -f "$WORLD/stack"
            [[ ! -e "$WORLD/destroy-fails" ]]
            """;

    @TempDir
    private Path world;

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void deploy() throws IOException {
        command("aws", AWS);
        command("npx", NPX);
        Files.createDirectory(world.resolve("cdk"));
        Files.copy(Path.of("teardown.sh"), world.resolve("cdk/teardown.sh"));
        Files.createFile(world.resolve("stack"));
        Files.writeString(world.resolve("secrets"), "hooks/dev/wh_1\nhooks/dev/deployment-key\n");
        Files.createFile(world.resolve("calls"));
        Files.createFile(world.resolve("gone"));
    }

    private void command(String name, String text) throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(world.resolve("bin")).resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(String typed, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "cdk/teardown.sh"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(world.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", world.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", world.resolve("calls").toString());
        builder.environment().put("WORLD", world.toString());
        builder.redirectInput(
                Files.writeString(world.resolve("typed"), typed + "\n").toFile());
        Process process = builder.start();
        said.addAll(process.inputReader().readAllLines());
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Returns the calls that change something, in order. */
    private List<String> changes() throws IOException {
        return Files.readAllLines(world.resolve("calls")).stream()
                .filter(call -> call.matches("npx .*|aws \\S+ (update|delete)-.*"))
                .toList();
    }

    private static String deleted(String secret) {
        return "aws secretsmanager delete-secret --secret-id " + secret + " --force-delete-without-recovery";
    }

    @Test
    void the_stack_goes_first_then_every_secret_made_at_run_time() throws Exception {
        assertThat(run("dev", "dev", "--", "-c", "api=http")).isZero();

        assertThat(changes())
                .containsExactly(
                        "aws cloudformation update-termination-protection --no-enable-termination-protection"
                                + " --stack-name Webhooks-dev",
                        "npx cdk destroy Webhooks-dev --force -c stage=dev -c api=http",
                        deleted("hooks/dev/wh_1"),
                        deleted("hooks/dev/deployment-key"));
        assertThat(Files.readString(world.resolve("calls")))
                .contains("list-secrets --filters Key=name,Values=hooks/dev/ --query"
                        + " SecretList[?starts_with(Name, 'hooks/dev/')].[Name]");
    }

    @Test
    void another_word_than_the_stage_removes_nothing() throws Exception {
        assertThat(run("yes", "dev")).isEqualTo(1);

        assertThat(changes()).isEmpty();
        assertThat(said).contains("Nothing was removed.");
    }

    @Test
    void a_stage_that_cannot_be_one_is_refused() throws Exception {
        assertThat(run("*", "*")).isEqualTo(2);
        assertThat(run("", "")).isEqualTo(2);
        assertThat(run("dev", "dev", "--all")).isEqualTo(2);

        assertThat(Files.readAllLines(world.resolve("calls"))).isEmpty();
    }

    @Test
    void prod_keeps_its_data_and_the_secrets_that_belong_to_it() throws Exception {
        assertThat(run("prod", "prod")).isZero();

        assertThat(changes())
                .containsExactly(
                        "aws cloudformation update-termination-protection --no-enable-termination-protection"
                                + " --stack-name Webhooks-prod",
                        "npx cdk destroy Webhooks-prod --force -c stage=prod");
    }

    @Test
    void prods_data_goes_too_when_told_so() throws Exception {
        Files.writeString(world.resolve("secrets"), "hooks/prod/wh_1\n");

        assertThat(run("prod", "prod", "--prod-data-too")).isZero();

        assertThat(changes().subList(2, changes().size()))
                .containsExactly(
                        "aws dynamodb update-table --table-name webhooks-table --no-deletion-protection-enabled",
                        "aws dynamodb delete-table --table-name webhooks-table",
                        "aws logs delete-log-group --log-group-name api-logs",
                        deleted("keyring-arn"),
                        deleted("hooks/prod/wh_1"));
    }

    @Test
    void what_a_first_run_left_a_second_one_removes() throws Exception {
        Files.createFile(world.resolve("destroy-fails"));
        assertThat(run("prod", "prod", "--prod-data-too")).isNotZero();
        assertThat(changes()).noneMatch(call -> call.contains("delete-"));
        Files.delete(world.resolve("destroy-fails"));

        assertThat(run("prod", "prod", "--prod-data-too")).isZero();

        assertThat(changes()).filteredOn(call -> call.startsWith("npx")).hasSize(1);
        assertThat(changes()).contains("aws dynamodb delete-table --table-name webhooks-table", deleted("keyring-arn"));
    }

    @Test
    void what_is_gone_already_is_passed_over() throws IOException, InterruptedException {
        Files.writeString(world.resolve("secrets"), "hooks/prod/wh_1\nhooks/prod/wh_2\n");
        Files.writeString(world.resolve("gone"), "webhooks-table api-logs keyring-arn hooks/prod/wh_1");

        assertThat(run("prod", "prod", "--prod-data-too")).isZero();

        assertThat(changes().subList(2, changes().size()))
                .doesNotContain("aws dynamodb delete-table --table-name webhooks-table")
                .endsWith(deleted("hooks/prod/wh_2"));
        assertThat(world.resolve("cdk/cdk.out/teardown-prod.txt")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe-table", "describe-log-groups", "describe-secret", "get-caller-identity"})
    void what_may_not_be_looked_at_is_not_taken_for_gone_and_nothing_is_removed(String refused)
            throws IOException, InterruptedException {
        Files.writeString(world.resolve("refused"), refused);

        assertThat(run("prod", "prod", "--prod-data-too")).isNotZero();

        assertThat(changes()).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("AccessDenied"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update-table", "delete-table", "delete-log-group", "delete-secret"})
    void what_may_not_be_deleted_ends_the_run_and_is_known_to_the_next(String refused)
            throws IOException, InterruptedException {
        Files.writeString(world.resolve("refused"), refused);
        assertThat(run("prod", "prod", "--prod-data-too")).isNotZero();
        assertThat(said).noneMatch("Done."::equals).anyMatch(line -> line.contains("AccessDenied"));
        Files.delete(world.resolve("refused"));

        assertThat(run("prod", "prod", "--prod-data-too")).isZero();

        assertThat(said).contains("Done.");
        assertThat(changes()).contains("aws dynamodb delete-table --table-name webhooks-table", deleted("keyring-arn"));
    }

    @Test
    void what_cannot_be_told_removes_nothing() throws IOException, InterruptedException {
        Files.createFile(world.resolve("denied"));

        assertThat(run("dev", "dev")).isEqualTo(1);

        assertThat(changes()).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("AccessDenied"));
    }

    @Test
    void production_whose_stack_and_list_are_gone_keeps_its_secrets() throws IOException, InterruptedException {
        Files.delete(world.resolve("stack"));

        assertThat(run("prod", "prod", "--prod-data-too")).isEqualTo(1);

        assertThat(changes()).isEmpty();
    }

    @Test
    void arguments_that_point_elsewhere_are_refused() throws IOException, InterruptedException {
        assertThat(run("dev", "dev", "--", "--profile", "other")).isEqualTo(2);
        assertThat(run("dev", "dev", "--", "-c", "stage=other")).isEqualTo(2);

        assertThat(changes()).isEmpty();
    }
}
