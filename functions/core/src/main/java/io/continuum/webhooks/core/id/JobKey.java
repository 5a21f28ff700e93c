package io.continuum.webhooks.core.id;

/**
 * Names a job in every store.
 *
 * @param tenant who asked for it
 * @param job the job
 */
public record JobKey(TenantId tenant, JobId job) {}
