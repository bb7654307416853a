/**
 * git by its command line: repositories, locks, refs, the work tree. {@link
 * io.longshore.dataset.git.GitRepository} is where to start.
 */
package io.longshore.dataset.git;
