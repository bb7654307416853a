# Makes a software bill of materials (CycloneDX 1.6) of lines "GROUP NAME VERSION SHA256 FILE", one a
# jar, and of what is no jar, given as $others.
def licence($group):
  if $group == "com.github.luben" then "BSD-2-Clause"
  elif $group == "com.google.re2j" then "BSD-3-Clause"
  elif $group == "io.longshore" then "MIT"
  else "Apache-2.0" end;

[inputs | select(. != "") | split(" ")
  | { type: "library",
      "bom-ref": "pkg:maven/\(.[0])/\(.[1])@\(.[2])",
      group: .[0], name: .[1], version: .[2],
      hashes: [{ alg: "SHA-256", content: .[3] }],
      licenses: [{ license: { id: licence(.[0]) } }],
      purl: "pkg:maven/\(.[0])/\(.[1])@\(.[2])" }
] as $jars
| { "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application", "bom-ref": "longshore", name: "longshore", version: $version,
        licenses: [{ license: { id: "MIT" } }] } },
    components: ($jars + $others) }
