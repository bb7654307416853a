-- For Lmod: "module use FOLDER/share/modulefiles", then "module load longshore". It finds the
-- installation it lies in; a copy elsewhere needs the folder's name in place of the first line.
local root = myFileName():match("^(.*)/share/modulefiles/") or "/opt/longshore"

help([[Longshore makes SIFs of container images, and moves DataLad collections of containers to
images of the Open Container Initiative. "longshore --help" and "man longshore" tell the rest.]])
whatis("Name: Longshore")
whatis("Version: " .. myModuleVersion())
whatis("Description: container images to reproducible SIFs")

prepend_path("PATH", pathJoin(root, "bin"))
prepend_path("MANPATH", pathJoin(root, "share/man"))
-- So that the manual pages of the system are still found.
append_path("MANPATH", "")
