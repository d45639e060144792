/** What the CRM itself keeps: who works with it, its customers, and the persons they write to. Sendwell's own tables stand beside these. */
@NullMarked
package io.sendwell.examples.crm.data;

import org.jspecify.annotations.NullMarked;
