name 'apache_site'
version '0.1.0'
