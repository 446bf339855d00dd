# The site is what options and relations want it to be. Files are Puppet's; what is no file (a copy of the package, the
# blog in its database, a daemon) is asked of src/wordpress, and told to it.
class wordpress (
  Integer $port,
  String $blog_title,
  Hash $relations = {},
) {
  $charm    = regsubst(module_directory('wordpress'), '/modules/wordpress$', '') # an exec takes no path with ".." in it
  $workload = regsubst($charm, '[^/]+$', 'workload')
  $address  = $facts['periapt']['unit']['address']
  $as_root  = $facts['identity']['uid'] == 0
  $web_user = $as_root ? { true => 'www-data', default => $facts['identity']['user'] } # Apache never serves as root

  # --- the interfaces mysql and redis: the first complete set that a related unit has published; of the latest term,
  # where a unit that is dead could not take back what it said
  $complete = {
    'db'    => ['database', 'user', 'password', 'host'],
    'cache' => ['hostname', 'port'],
  }.reduce({}) |$found, $need| {
    [$endpoint, $keys] = $need
    $units = $relations[$endpoint].reduce([]) |$all, $relation| { $all + $relation['units'] }
    $found + { $endpoint => $units.filter |$unit| { $keys.all |$key| { $unit['data'][$key] =~ String[1] } } }
  }
  $db    = $complete['db'].map |$unit| { $unit['data'] }.reduce |$found, $other| {
    if Integer($other['term'].lest || { 0 }) > Integer($found['term'].lest || { 0 }) { $other } else { $found }
  }
  $cache = $complete['cache'].empty ? { true => undef, default => $complete['cache'][0]['data'] }

  $lowest_port = $address ? { /^127\./ => 1024, default => 1 }
  $trouble = $port ? {
    Integer[$lowest_port, 65535] => undef,
    default                      => "option port: ${port} is not a port that this machine can have",
  }

  if $trouble { # what runs goes on
    $website = undef
    $publish = { 'status' => { 'state' => 'blocked', 'message' => $trouble } }
    $needs   = []
  } elsif $db and $db['state'] == 'maintenance' { # what is held stays held until the database says that it is available
    $website = undef
    $held    = find_file("${workload}/site/.maintenance") ? { undef => '', default => ': the holding page is up' }
    $publish = { 'status' => { 'state' => 'maintenance', 'message' => "the database is in maintenance${held}" } }
    $needs   = []
  } elsif $db {
    $website = { 'hostname' => $address, 'port' => String($port) }
    $status  = { 'state' => 'active', 'message' => $blog_title }
    $ports   = ["${port}/tcp"]
    include wordpress::site
    $needs   = Class['wordpress::site']
  } else { # without its database the site cannot keep its promise: it goes, and nobody is sent to it any more
    $reason  = $relations['db'].empty ? {
      true    => ['blocked', 'it needs a database (relate wordpress to mariadb)'],
      default => ['waiting', 'the database has not said yet how to reach it'],
    }
    $website = { 'hostname' => '', 'port' => '' }
    $status  = { 'state' => $reason[0], 'message' => "site is down: ${reason[1]}" }
    $ports   = []
    exec { 'the site is down':
      command => "${charm}/src/wordpress take-down",
      onlyif  => "${charm}/src/wordpress is-up",
    }
    $needs   = Exec['the site is down']
  }
  if $website {
    $publish = {
      'relations' => Hash($relations['website'].map |$relation| { [$relation['id'], { 'mine' => $website }] }),
      'ports'     => $ports,
      'status'    => $status,
    }
  }
  file { "${facts['periapt']['run']}/publish.json":
    content => inline_template('<%= require "json"; JSON.generate(@publish) %>'),
    require => $needs,
  }
}
