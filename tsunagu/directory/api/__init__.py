"""The register for machines: HSDS 3.1 over HTTP, with schema.org and GeoJSON beside it.

Anonymous and read-only. What is said here is the same for everybody, whoever is signed in.
"""
