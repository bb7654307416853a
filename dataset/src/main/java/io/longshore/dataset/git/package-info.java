/**
 * Drives git by its command line: repositories, locks, refs, the work tree. Start reading at {@link
 * io.longshore.dataset.git.GitRepository}.
 */
package io.longshore.dataset.git;
