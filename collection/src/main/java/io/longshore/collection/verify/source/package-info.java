/** Where content that is verified can be had, and how the places behave. */
package io.longshore.collection.verify.source;
