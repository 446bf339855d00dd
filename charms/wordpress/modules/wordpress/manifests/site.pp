# A site with a database: WordPress' files, its configuration, the blog, Apache.
class wordpress::site {
  $charm     = $wordpress::charm
  $workload  = $wordpress::workload
  $wordpress = "${charm}/src/wordpress"

  # WordPress looks for its configuration beside the file PHP started with: the site is a copy
  exec { 'a copy of WordPress':
    command => "${wordpress} copy",
    unless  => "${wordpress} is-copied",
  }
  file { "${workload}/site/wp-config.php":
    owner   => $wordpress::web_user,
    mode    => '0600',
    backup  => false,
    content => Sensitive(epp('wordpress/wp-config.php.epp', {
      'db'      => $wordpress::db,
      'address' => "${wordpress::address}:${wordpress::port}",
    })),
    require => Exec['a copy of WordPress'],
  }
  file { "${workload}/apache2.conf":
    mode    => '0644',
    backup  => false,
    content => epp('wordpress/apache2.conf.epp', {
      'address'  => $wordpress::address,
      'port'     => $wordpress::port,
      'workload' => $workload,
      'web_user' => $wordpress::as_root ? { true => $wordpress::web_user, default => undef },
    }),
    require => Exec['a copy of WordPress'],
  }
  if $facts['periapt']['event']['name'] == 'db-database-available' { # an event of its own
    file { "${workload}/site/.maintenance":
      ensure  => absent,
      backup  => false,
      require => Exec['a copy of WordPress'],
    }
  }
  exec { 'the blog in its database':
    command => "${wordpress} set-up-blog",
    unless  => "${wordpress} blog-is-set-up",
    require => File["${workload}/site/wp-config.php"],
  }
  exec { 'Apache':
    command => "${wordpress} serve",
    unless  => "${wordpress} is-serving",
    require => [Exec['the blog in its database'], File["${workload}/apache2.conf"]],
  }
}
