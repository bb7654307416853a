/**
 * Drives git-annex by its command line. Start reading at {@link
 * io.longshore.dataset.annex.AnnexRepository}.
 */
package io.longshore.dataset.annex;
