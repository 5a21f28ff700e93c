/** What Lambda names as handlers: each puts its process together and hands on. */
@NullMarked
package io.continuum.webhooks.lambda.function;

import org.jspecify.annotations.NullMarked;
