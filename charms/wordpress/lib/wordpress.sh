# What this charm knows of WordPress, Apache and PHP. Apache is started with a configuration of our
# own, in the unit's folder, and WordPress from there too, with the unit's own configuration.
source lib/workload/workload.sh

package_dir=/usr/share/wordpress
site_dir=$workload_dir/site
apache_conf=$workload_dir/apache2.conf
web_user=$(id --user --name)
((EUID != 0)) || web_user=www-data # Apache never serves as root

installed_version() {
  dpkg-query --show --showformat='${source:Upstream-Version}' wordpress
}

install_software() {
  ensure_packages wordpress apache2 libapache2-mod-php php-mysql
  on_folder_machine || systemctl --quiet disable --now apache2
}

# --- database: the interface mysql ------------------------------------------------------------

# find_database: sets db_host, db_port, db_name, db_user, db_password and db_state to the first complete set
# a related unit has published; false when there is none (yet).
find_database() {
  local relation unit
  for relation in $(relation-ids db); do
    for unit in $(relation-list -r "$relation"); do
      db_name=$(relation-get -r "$relation" database "$unit")
      db_user=$(relation-get -r "$relation" user "$unit")
      db_password=$(relation-get -r "$relation" password "$unit")
      db_host=$(relation-get -r "$relation" host "$unit")
      db_port=$(relation-get -r "$relation" port "$unit")
      db_port=${db_port:-3306}
      db_state=$(relation-get -r "$relation" state "$unit")
      [[ -z $db_name || -z $db_user || -z $db_password || -z $db_host ]] || return 0
    done
  done
  return 1
}

# --- site -------------------------------------------------------------------------------------

# WordPress looks for its configuration beside the file PHP started with, and PHP follows links before
# it says which that is. So what can be started is copied, and what is only included is linked to.
make_site() {
  local version
  version=$(installed_version)
  if [[ ! -e $workload_dir/site-version || $(<"$workload_dir/site-version") != "$version" ]]; then
    mkdir -p "$site_dir/wp-content/uploads"
    cp --recursive --dereference "$package_dir"/*.php "$package_dir/wp-admin" "$site_dir/"
    rm "$site_dir/wp-config.php"
    ln -sfn "$package_dir"/wp-includes "$site_dir/"
    ln -sfn "$package_dir"/wp-content/* "$site_dir/wp-content/"
    chown "$web_user" "$site_dir/wp-content/uploads"
    write_file "$workload_dir/site-version" 644 <<<"$version"
  fi
  write_wp_config
}

# The keys that sign cookies are not here: without them WordPress keeps its own in the database,
# where all units find the same. The site's address is the one it is asked for, hence any load balancer's.
write_wp_config() {
  write_file "$site_dir/wp-config.php" 600 "$web_user" <<EOT
<?php
define('DB_NAME', $(php_string "$db_name"));
define('DB_USER', $(php_string "$db_user"));
define('DB_PASSWORD', $(php_string "$db_password"));
define('DB_HOST', $(php_string "$db_host:$db_port"));
define('DB_CHARSET', 'utf8mb4');
define('FS_METHOD', 'direct');
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
\$host = \$_SERVER['HTTP_HOST'] ?? $(php_string "$unit_address:$port");
define('WP_HOME', 'http://' . \$host);
define('WP_SITEURL', 'http://' . \$host);
\$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
EOT
}

php_string() {
  local text=${1//\\/\\\\}
  echo "'${text//\'/\\\'}'"
}

# hold_site: visitors get a page that says to come back, which needs no database. WordPress looks for the file first.
hold_site() {
  [[ -d $site_dir ]] || return 0
  write_file "$site_dir/wp-content/maintenance.php" 644 <src/holding-page.php
  # shellcheck disable=SC2016 # for PHP
  write_file "$site_dir/.maintenance" 644 <<<'<?php $upgrading = time();'
}

is_held() {
  [[ -e $site_dir/.maintenance ]]
}

release_site() {
  rm -f "$site_dir/.maintenance"
}

# Makes the blog, or brings title and administrator of the one that is there in line with the options,
# when they or the database are others than last time. The settings go through the environment: a
# command line is for everybody to see.
set_up_blog() {
  local -x DB_HOST=$db_host DB_PORT=$db_port DB_NAME=$db_name DB_USER=$db_user DB_PASSWORD=$db_password
  local -x BLOG_TITLE ADMIN_NAME ADMIN_EMAIL ADMIN_PASSWORD PASSWORD_FILE=$workload_dir/admin-password
  local done_for=$workload_dir/blog-set-up wanted
  BLOG_TITLE=$(config-get blog-title)
  ADMIN_NAME=$(config-get admin-name)
  ADMIN_EMAIL=$(config-get admin-email)
  ADMIN_PASSWORD=$(config-get admin-password)
  wanted=$(env --null | grep --null-data --extended-regexp '^(DB|BLOG|ADMIN)_' | sort --zero-terminated | sha256sum)
  [[ ! -e $done_for || $(<"$done_for") != "$wanted" ]] || return 0
  status-set maintenance "setting up the blog"
  php src/set-up-blog.php "$site_dir"
  write_file "$done_for" 600 <<<"$wanted"
}

# --- web server -------------------------------------------------------------------------------

write_apache_conf() {
  local modules=/usr/lib/apache2/modules php_module
  php_module=$(printf '%s\n' "$modules"/libphp*.so | tail --lines=1)
  write_file "$apache_conf" 644 <<EOT
ServerName $unit_address
Listen $unit_address:$1
PidFile $workload_dir/apache2.pid
DefaultRuntimeDir $workload_dir
ErrorLog /proc/self/fd/2
LogLevel warn
$( ((EUID == 0)) && printf 'User %s\nGroup %s\n' "$web_user" "$web_user")
LoadModule mpm_prefork_module $modules/mod_mpm_prefork.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule dir_module $modules/mod_dir.so
LoadModule mime_module $modules/mod_mime.so
LoadModule php_module $php_module
TypesConfig /etc/mime.types
StartServers 2
MinSpareServers 1
MaxSpareServers 4
MaxRequestWorkers 32

DocumentRoot $site_dir
DirectoryIndex index.php
<Directory />
  Require all denied
</Directory>
<Directory $site_dir>
  Options FollowSymLinks
  FallbackResource /index.php
  Require all granted
</Directory>
<Directory /usr/share>
  Require all granted
</Directory>
<FilesMatch "\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
<Directory $site_dir/wp-content/uploads>
  php_admin_flag engine off
</Directory>
EOT
}

# As root, Apache's workers become www-data; the unit's folder may be below one that only root may
# enter (/root), so they keep the one right to open files, and no other of root's.
run_apache() {
  local command=("$(command -v apache2)" -d "$workload_dir" -f "$apache_conf" -DFOREGROUND)
  if [[ $EUID == 0 ]] && on_folder_machine; then
    command=(setpriv --securebits +no_setuid_fixup --bounding-set "-all,+setuid,+setgid,+kill,+dac_override" -- "${command[@]}")
  fi
  apache2 -t -d "$workload_dir" -f "$apache_conf" 2>"$workload_dir/apache2.check" ||
    stop_with blocked "apache2 refuses its configuration: $(tail --lines=1 "$workload_dir/apache2.check")"
  daemon apache2 --reload USR1 --file "$apache_conf" -- "${command[@]}"
  wait_until 30 accepts_connections "$unit_address" "$1" ||
    stop_with blocked "apache2 does not start: $(daemon_last_words apache2)"
}

# --- the website others see: the interface http ------------------------------------------------

publish_website() {
  local relation
  for relation in $(relation-ids website); do
    relation-set -r "$relation" hostname="$unit_address" port="$1"
  done
  open_only "$1"
}

# Without its database the site cannot keep its promise: it goes, and nobody is sent to it any more.
take_site_down() {
  daemon_stop apache2
  rm -f "$site_dir/wp-config.php"
  publish_nothing
}

publish_nothing() {
  local relation
  for relation in $(relation-ids website); do
    relation-set -r "$relation" hostname= port=
  done
  open_only
}
