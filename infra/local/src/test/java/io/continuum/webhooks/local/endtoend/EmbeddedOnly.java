package io.continuum.webhooks.local.endtoend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Leaves an end-to-end test out when the suite runs against another AWS ({@link TestAws}). */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("embedded-only")
@interface EmbeddedOnly {
    /** Why it would say nothing about another AWS. */
    String value();
}
