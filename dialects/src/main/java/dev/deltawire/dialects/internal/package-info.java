/** What several dialects are made of. */
package dev.deltawire.dialects.internal;
