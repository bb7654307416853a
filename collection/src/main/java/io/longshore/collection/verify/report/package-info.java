/** What a verification tells: findings, those acknowledged, and the sum. */
package io.longshore.collection.verify.report;
