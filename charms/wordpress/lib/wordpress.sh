# What this charm knows of WordPress and Apache beyond their files. Both run from the unit's own folder.
source lib/workload/workload.sh

package_dir=/usr/share/wordpress
site_dir=$workload_dir/site
apache_conf=$workload_dir/apache2.conf
web_user=$(id --user --name)
((EUID != 0)) || web_user=www-data # Apache never serves as root

installed_version() {
  dpkg-query --show --showformat='${source:Upstream-Version}' wordpress
}

fail_with() {
  echo "$*" >&2
  exit 1
}

# --- site -------------------------------------------------------------------------------------

is_copied() {
  [[ -e $workload_dir/site-version && $(<"$workload_dir/site-version") == "$(installed_version)" ]]
}

# WordPress looks for its configuration beside the file PHP started with, and PHP follows links before
# it says which that is. So what can be started is copied, and what is only included is linked to.
copy_site() {
  local php_module
  mkdir -p "$site_dir/wp-content/uploads"
  cp --recursive --dereference "$package_dir"/*.php "$package_dir/wp-admin" "$site_dir/"
  rm "$site_dir/wp-config.php"
  ln -sfn "$package_dir"/wp-includes "$site_dir/"
  ln -sfn "$package_dir"/wp-content/* "$site_dir/wp-content/"
  chown "$web_user" "$site_dir/wp-content/uploads"
  php_module=$(printf '%s\n' /usr/lib/apache2/modules/libphp*.so | tail --lines=1)
  write_file "$workload_dir/php_module.conf" 644 <<<"LoadModule php_module $php_module"
  installed_version | write_file "$workload_dir/site-version" 644
}

# hold_site: visitors get a page that says to come back, which needs no database. WordPress looks for the file first.
hold_site() {
  [[ -d $site_dir ]] || return 0
  write_file "$site_dir/wp-content/maintenance.php" 644 <src/holding-page.php
  # shellcheck disable=SC2016 # for PHP
  write_file "$site_dir/.maintenance" 644 <<<'<?php $upgrading = time();'
}

# --- blog: the settings are in the environment, as a command line is for everybody to see --------

# From the model that Puppet's classes are given too.
blog_settings() {
  local values database='[.relations.db[].units[].data | select([.database, .user, .password, .host] | all(. != null and . != ""))] | sort_by(-(.term // "0" | tonumber)) | .[0]'
  mapfile -d '' -t values < <(jq --join-output "($database | .host, .port // \"3306\", .database, .user, .password),
    (.config | .\"blog-title\", .\"admin-name\", .\"admin-email\", .\"admin-password\") | . + \"\\u0000\"" "$PERIAPT_MODEL")
  export DB_HOST=${values[0]} DB_PORT=${values[1]} DB_NAME=${values[2]} DB_USER=${values[3]} DB_PASSWORD=${values[4]}
  export BLOG_TITLE=${values[5]} ADMIN_NAME=${values[6]} ADMIN_EMAIL=${values[7]} ADMIN_PASSWORD=${values[8]}
  export PASSWORD_FILE=$workload_dir/admin-password
}

settings_digest() {
  env --null | grep --null-data --extended-regexp '^(DB|BLOG|ADMIN)_' | sort --zero-terminated | sha256sum
}

# Options and database are those of the last time.
blog_is_set_up() {
  blog_settings
  [[ -e $workload_dir/blog-set-up && $(<"$workload_dir/blog-set-up") == "$(settings_digest)" ]]
}

# Makes the blog, or brings title and administrator of the one that is there in line with the options.
set_up_blog() {
  blog_settings
  status-set maintenance "setting up the blog"
  php src/set-up-blog.php "$site_dir"
  settings_digest | write_file "$workload_dir/blog-set-up" 600
}

# --- web server -------------------------------------------------------------------------------

listens() {
  local address
  address=$(sed --quiet 's/^Listen //p' "$apache_conf")
  accepts_connections "${address%:*}" "${address##*:}"
}

# Apache runs, and with its configuration as it is now.
is_serving() {
  daemon_running apache2 && [[ -e $workload_dir/served && $(<"$workload_dir/served") == "$(sha256sum <"$apache_conf")" ]] && listens
}

# As root, Apache's workers become www-data; the unit's folder may be below one that only root may
# enter (/root), so they keep the one right to open files, and no other of root's.
serve() {
  local command=("$(command -v apache2)" -d "$workload_dir" -f "$apache_conf" -DFOREGROUND)
  if [[ $EUID == 0 ]] && on_folder_machine; then
    command=(setpriv --securebits +no_setuid_fixup --bounding-set "-all,+setuid,+setgid,+kill,+dac_override" -- "${command[@]}")
  fi
  apache2 -t -d "$workload_dir" -f "$apache_conf" 2>"$workload_dir/apache2.check" ||
    fail_with "apache2 refuses its configuration: $(tail --lines=1 "$workload_dir/apache2.check")"
  daemon apache2 --reload USR1 --file "$apache_conf" -- "${command[@]}"
  wait_until 30 listens || fail_with "apache2 does not start: $(daemon_last_words apache2)"
  sha256sum <"$apache_conf" | write_file "$workload_dir/served" 644
}

take_site_down() {
  daemon_stop apache2
  rm -f "$site_dir/wp-config.php"
}
