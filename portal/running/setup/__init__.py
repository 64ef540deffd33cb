"""From a bare machine to a checkout that can start.

Standard library only, and relative imports only: the machine's own Python runs this folder before anything is installed.

    cd portal/running && python3 -m setup            what `make demo` needs
    cd portal/running && python3 -m setup smoke      the packages of the tests as well, for a plain HTTP client
    cd portal/running && python3 -m setup tests      what `make test` needs as well: a browser, and pictures of PDF pages
"""
