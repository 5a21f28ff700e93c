package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of a secret and the staging labels on them. A map from label to version, so that no label can be on two
 * versions.
 *
 * @param all oldest first
 * @param labels the version that carries each label
 */
public record Versions(List<Version> all, SortedMap<StagingLabel, VersionId> labels) {
    /** A secret without a value. */
    public static final Versions NONE = new Versions(List.of(), new TreeMap<>());

    /** Copies both. */
    public Versions {
        all = List.copyOf(all);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Returns the version with that id. */
    public Optional<Version> find(VersionId id) {
        return all.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    /** Returns the version that carries the label. */
    public Optional<Version> find(StagingLabel label) {
        return Optional.ofNullable(labels.get(label)).flatMap(this::find);
    }

    /** Returns the labels of a version in alphabetical order, as AWS does; none means that it is deprecated. */
    public List<StagingLabel> labelsOf(VersionId id) {
        return labels.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Adds a version as the current one.
     *
     * <p>AWS also takes AWSPENDING off the version that AWSCURRENT leaves when both were on it (LocalStack's recording
     * of AWS, test_update_secret_version_stages_current_pending; the API reference does not say).
     */
    Versions addCurrent(Version version) {
        var kept = new TreeMap<>(labels);
        Optional.ofNullable(kept.get(StagingLabel.CURRENT))
                .ifPresent(former -> kept.remove(StagingLabel.PENDING, former));
        return new Versions(all, kept).add(version, List.of(StagingLabel.CURRENT));
    }

    /** Adds a version with labels, taken from the versions that had them; the first version is always the current. */
    Versions add(Version version, Collection<StagingLabel> wanted) {
        var versions = new ArrayList<>(all);
        versions.add(version);
        var added = new Versions(versions, labels);
        for (var label : wanted) {
            if (!label.equals(StagingLabel.CURRENT)) {
                added = added.attach(label, version.id());
            }
        }
        // Last, so that AWSPREVIOUS goes where AWSCURRENT came from even if the request names AWSPREVIOUS itself.
        boolean current = all.isEmpty() || wanted.contains(StagingLabel.CURRENT);
        return (current ? added.attach(StagingLabel.CURRENT, version.id()) : added).pruned(version.created());
    }

    /** Puts a label on a version; wherever AWSCURRENT leaves, AWSPREVIOUS arrives. */
    Versions attach(StagingLabel label, VersionId to) {
        var moved = new TreeMap<>(labels);
        var from = Optional.ofNullable(moved.put(label, to));
        if (label.equals(StagingLabel.CURRENT)) {
            from.filter(former -> !former.equals(to)).ifPresent(former -> moved.put(StagingLabel.PREVIOUS, former));
        }
        if (moved.size() > Limits.STAGING_LABELS_MAX) {
            throw RejectedException.limitExceeded("A secret can't have more than " + Limits.STAGING_LABELS_MAX
                    + " staging labels across all its versions.");
        }
        return new Versions(all, moved);
    }

    /** Takes a label off whatever version has it. */
    Versions detach(StagingLabel label) {
        var kept = new TreeMap<>(labels);
        kept.remove(label);
        return new Versions(all, kept);
    }

    /** Notes that a version was read; an id that is gone changes nothing. */
    Versions accessedOn(VersionId id, LocalDate day) {
        return new Versions(
                all.stream()
                        .map(version -> version.id().equals(id) ? version.accessedOn(day) : version)
                        .toList(),
                labels);
    }

    /** Removes the oldest deprecated versions above 100, but none younger than 24 hours. */
    private Versions pruned(Instant now) {
        var kept = new ArrayList<>(all);
        var youngest = now.minus(Limits.VERSION_MIN_AGE);
        for (var version : all) {
            if (kept.size() <= Limits.VERSIONS_KEPT) {
                break;
            }
            if (!labels.containsValue(version.id()) && !version.created().isAfter(youngest)) {
                kept.remove(version);
            }
        }
        return new Versions(kept, labels);
    }
}
