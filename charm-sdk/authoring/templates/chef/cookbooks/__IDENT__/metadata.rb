name '__IDENT__'
version '0.1.0'
