/** Tests of a Longshore that brings its own Java, where there is none. */
package io.longshore.acceptance.packaged;
