/** What image files say of themselves, whoever made them. */
package io.longshore.image.inspect;
