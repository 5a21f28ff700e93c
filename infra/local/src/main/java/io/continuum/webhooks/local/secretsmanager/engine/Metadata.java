package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a secret says about itself in the clear.
 *
 * @param description up to 2,048 characters, null when none was ever given
 * @param kmsKeyId up to 2,048 characters, null for the account's default key; only kept and shown, nothing is encrypted
 * @param tags in the order in which their keys were added
 */
public record Metadata(
        @Nullable String description, @Nullable String kmsKeyId, List<Tag> tags) {
    /** Refuses more than is allowed with InvalidParameterException. */
    public Metadata {
        if (description != null) {
            Check.length("Description", description, 0, Limits.DESCRIPTION_MAX_CHARACTERS);
        }
        if (kmsKeyId != null) {
            Check.length("KmsKeyId", kmsKeyId, 0, Limits.KMS_KEY_ID_MAX_CHARACTERS);
        }
        tags = unique(tags);
        Check.size("The tags of a secret", tags.size(), 0, Limits.TAGS_MAX);
    }

    /** Adds tags; a key that is there gets the new value. */
    Metadata tagged(Collection<Tag> added) {
        var all = new LinkedHashMap<String, Tag>();
        tags.forEach(tag -> all.put(tag.key(), tag));
        added.forEach(tag -> all.put(tag.key(), tag));
        return new Metadata(description, kmsKeyId, List.copyOf(all.values()));
    }

    /** Removes the tags with those keys. */
    Metadata untagged(Set<String> keys) {
        return new Metadata(
                description,
                kmsKeyId,
                tags.stream().filter(tag -> !keys.contains(tag.key())).toList());
    }

    /** Takes the other description and key where they are given; null keeps what is here. */
    Metadata updated(@Nullable String newDescription, @Nullable String newKmsKeyId) {
        return new Metadata(
                newDescription == null ? description : newDescription,
                newKmsKeyId == null ? kmsKeyId : newKmsKeyId,
                tags);
    }

    private static List<Tag> unique(List<Tag> tags) {
        var all = new LinkedHashMap<String, Tag>();
        tags.forEach(tag -> all.put(tag.key(), tag));
        return List.copyOf(all.values());
    }
}
