/** Files and folders: room on disk, private folders, writing so that a file is whole or absent. */
package io.longshore.ground.file;
