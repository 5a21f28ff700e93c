package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of the events that CONTINUUM's receivers know (seed document 000). A null field is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CatalogueEvent {
    /** Returns the name it is published under. */
    @JsonIgnore
    String eventName();

    /**
     * A memory was stored.
     *
     * @param contentPreview the content; all but its first 100 code points are cut
     * @param memoryType episodic, semantic or procedural
     * @param importance 0 to 1
     * @param sessionId null = none
     */
    record MemoryCreated(
            @JsonProperty("memory_id") String memoryId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("content_preview") String contentPreview,
            @JsonProperty("memory_type") String memoryType,
            @JsonProperty("importance") double importance,
            @JsonProperty("concepts") List<String> concepts,
            @JsonProperty("session_id") @Nullable String sessionId)
            implements CatalogueEvent {
        /** Cuts the content and copies the concepts. */
        public MemoryCreated {
            contentPreview = preview(contentPreview);
            concepts = List.copyOf(concepts);
        }

        @Override
        public String eventName() {
            return "memory.created";
        }

        private static String preview(String content) {
            int most = WebhookEvents.PREVIEW_CODE_POINTS;
            return content.codePointCount(0, content.length()) <= most
                    ? content
                    : content.substring(0, content.offsetByCodePoints(0, most));
        }
    }

    /**
     * A memory was changed.
     *
     * @param oldImportance null = it did not change
     * @param newImportance null = it did not change
     */
    record MemoryUpdated(
            @JsonProperty("memory_id") String memoryId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("updated_fields") List<String> updatedFields,
            @JsonProperty("old_importance") @Nullable Double oldImportance,
            @JsonProperty("new_importance") @Nullable Double newImportance,
            @JsonProperty("added_concepts") List<String> addedConcepts,
            @JsonProperty("removed_concepts") List<String> removedConcepts)
            implements CatalogueEvent {
        /** Copies the lists. */
        public MemoryUpdated {
            updatedFields = List.copyOf(updatedFields);
            addedConcepts = List.copyOf(addedConcepts);
            removedConcepts = List.copyOf(removedConcepts);
        }

        @Override
        public String eventName() {
            return "memory.updated";
        }
    }

    /** A memory was removed. */
    record MemoryDeleted(
            @JsonProperty("memory_id") String memoryId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("deleted_at") Instant deletedAt,
            @JsonProperty("reason") String reason)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "memory.deleted";
        }
    }

    /**
     * A concept was found.
     *
     * @param confidence 0 to 1
     * @param firstSeenIn the memory's id; null = unknown
     * @param frequency null = unknown
     */
    record ConceptDiscovered(
            @JsonProperty("concept") String concept,
            @JsonProperty("description") String description,
            @JsonProperty("related_concepts") List<String> relatedConcepts,
            @JsonProperty("confidence") double confidence,
            @JsonProperty("first_seen_in") @Nullable String firstSeenIn,
            @JsonProperty("frequency") @Nullable Integer frequency)
            implements CatalogueEvent {
        /** Copies the list. */
        public ConceptDiscovered {
            relatedConcepts = List.copyOf(relatedConcepts);
        }

        @Override
        public String eventName() {
            return "concept.discovered";
        }
    }

    /**
     * A session began.
     *
     * @param context anything about it, such as the device
     */
    record SessionStarted(
            @JsonProperty("session_id") String sessionId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("context") Map<String, String> context)
            implements CatalogueEvent {
        /** Copies the context. */
        public SessionStarted {
            context = Map.copyOf(context);
        }

        @Override
        public String eventName() {
            return "session.started";
        }
    }

    /** A session ended. */
    record SessionEnded(
            @JsonProperty("session_id") String sessionId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("ended_at") Instant endedAt,
            @JsonProperty("duration_seconds") long durationSeconds,
            @JsonProperty("memories_created") int memoriesCreated,
            @JsonProperty("concepts_discovered") int conceptsDiscovered)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "session.ended";
        }
    }

    /**
     * A sync succeeded.
     *
     * @param syncType full, incremental or partial
     * @param startedAt null = unsaid
     * @param completedAt null = unsaid
     * @param bytesTransferred null = unsaid
     */
    record SyncCompleted(
            @JsonProperty("sync_id") String syncId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("sync_type") String syncType,
            @JsonProperty("items_synced") int itemsSynced,
            @JsonProperty("duration_ms") long durationMs,
            @JsonProperty("started_at") @Nullable Instant startedAt,
            @JsonProperty("completed_at") @Nullable Instant completedAt,
            @JsonProperty("bytes_transferred") @Nullable Long bytesTransferred)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "sync.completed";
        }
    }

    /**
     * A sync failed.
     *
     * @param nextRetryAt null = it is not tried again
     */
    record SyncFailed(
            @JsonProperty("sync_id") String syncId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("sync_type") String syncType,
            @JsonProperty("error_code") String errorCode,
            @JsonProperty("error_message") String errorMessage,
            @JsonProperty("attempt") int attempt,
            @JsonProperty("max_attempts") int maxAttempts,
            @JsonProperty("will_retry") boolean willRetry,
            @JsonProperty("next_retry_at") @Nullable Instant nextRetryAt)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "sync.failed";
        }
    }

    /** A user was registered. */
    record UserCreated(
            @JsonProperty("user_id") String userId,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("tier") String tier,
            @JsonProperty("referral_source") @Nullable String referralSource,
            @JsonProperty("initial_quota") Map<String, Integer> initialQuota)
            implements CatalogueEvent {
        /** Copies the quota. */
        public UserCreated {
            initialQuota = Map.copyOf(initialQuota);
        }

        @Override
        public String eventName() {
            return "user.created";
        }
    }

    /**
     * A quota is nearly used up.
     *
     * @param percentageUsed 0 to 100
     * @param threshold the percentage that was passed
     * @param recommendation null = none
     */
    record QuotaWarning(
            @JsonProperty("quota_type") String quotaType,
            @JsonProperty("current_usage") long currentUsage,
            @JsonProperty("quota_limit") long quotaLimit,
            @JsonProperty("percentage_used") double percentageUsed,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("recommendation") @Nullable String recommendation)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "quota.warning";
        }
    }

    /**
     * A quota is used up.
     *
     * @param actionTaken throttled, blocked or warning
     */
    record QuotaExceeded(
            @JsonProperty("quota_type") String quotaType,
            @JsonProperty("current_usage") long currentUsage,
            @JsonProperty("quota_limit") long quotaLimit,
            @JsonProperty("overage") long overage,
            @JsonProperty("action_taken") String actionTaken,
            @JsonProperty("resolution_required") String resolutionRequired)
            implements CatalogueEvent {
        @Override
        public String eventName() {
            return "quota.exceeded";
        }
    }
}
