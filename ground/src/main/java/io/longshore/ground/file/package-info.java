/**
 * Files and folders: free space, private folders, and writing files so that a name has the whole
 * file or none.
 */
package io.longshore.ground.file;
