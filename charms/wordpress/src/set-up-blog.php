<?php
// set-up-blog.php SITE: installs the blog, or updates what the charm's options say about it.
// Several units share one database and may do this at once: a lock in the database lets one in at a time.
// Settings come in the environment: BLOG_TITLE, ADMIN_NAME, ADMIN_EMAIL, ADMIN_PASSWORD, PASSWORD_FILE.

define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $_SERVER['HTTP_HOST'] ?? 'localhost';

// There is no mail server to tell the administrator through.
function wp_new_blog_notification($title, $url, $user_id, $password) {}

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function set_option_if_changed(string $option, string $value): void {
    if (get_option($option) !== $value) {
        update_option($option, $value);
    }
}

function install_blog(): void {
    $password = getenv('ADMIN_PASSWORD');
    if ($password === '') {
        $password = wp_generate_password(20, false);
        umask(0077);
        file_put_contents(getenv('PASSWORD_FILE'), $password . "\n");
    }
    wp_install(getenv('BLOG_TITLE'), getenv('ADMIN_NAME'), getenv('ADMIN_EMAIL'), true, '', $password);
}

function update_blog(): void {
    set_option_if_changed('blogname', esc_html(getenv('BLOG_TITLE')));
    $admin = get_user_by('login', getenv('ADMIN_NAME'));
    $password = getenv('ADMIN_PASSWORD');
    if ($admin && $password !== '' && !wp_check_password($password, $admin->user_pass, $admin->ID)) {
        wp_set_password($password, $admin->ID);
    }
}

if ($wpdb->get_var("SELECT GET_LOCK(CONCAT(DATABASE(), '.set-up'), 60)") !== '1') {
    fwrite(STDERR, "another unit has been setting up the blog for a minute\n");
    exit(1);
}
is_blog_installed() ? update_blog() : install_blog();
