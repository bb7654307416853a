/** Work on several things at once. */
package io.longshore.ground.concurrent;
