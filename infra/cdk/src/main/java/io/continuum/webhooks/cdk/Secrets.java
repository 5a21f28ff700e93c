package io.continuum.webhooks.cdk;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The secrets that the stack makes. Those of webhooks are made at run time, below {@code hooks/<stage>/}; none of these is
 * named so, lest the rights to those are rights to these.
 */
public final class Secrets extends Construct {
    /** 256 bits and more, of letters and digits. */
    private static final int ADMIN_KEY_LENGTH = 48;

    private static final int KEYRING_LENGTH = 64;

    private final ISecret adminKey;
    private final ISecret keyring;
    private final @Nullable ISecret brainBot;

    Secrets(Construct scope, String id, Configuration configuration) {
        super(scope, id);
        this.adminKey = Secret.Builder.create(this, "AdminKey")
                .description("The first admin key of Continuum Webhooks, stage "
                        + configuration.stage().name())
                .generateSecretString(SecretStringGenerator.builder()
                        .excludePunctuation(true)
                        .passwordLength(ADMIN_KEY_LENGTH)
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        // What the tables hold may not be readable without it, so it lives as long as they do, and is there whatever
        // secretStorage says: made only with secretStorage=keyring, it would go with the setting, before the functions
        // have moved what it encrypts.
        this.keyring = keyring(configuration.stage().removal());
        this.brainBot = BrainBotCredentials.of(this, configuration.settings().brainBotCredentials());
    }

    private ISecret keyring(RemovalPolicy removal) {
        return Secret.Builder.create(this, "Keyring")
                .description("Encrypts the signing secrets of webhooks in the table; losing it loses them")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"current\":\"k1\"}")
                        .generateStringKey("k1")
                        .passwordLength(KEYRING_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(removal)
                .build();
    }

    /** Returns the secret whose text is the first admin key. */
    public ISecret adminKey() {
        return adminKey;
    }

    /** Returns the secret that encrypts signing secrets, those of the past too if each webhook has one of its own now. */
    public ISecret keyring() {
        return keyring;
    }

    /** Returns the secret with markdown-brain-bot's token and secret; null if there is none. */
    public @Nullable ISecret brainBot() {
        return brainBot;
    }
}
