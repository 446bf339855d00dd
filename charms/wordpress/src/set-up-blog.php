<?php
// set-up-blog.php SITE: installs the blog, or updates what the charm's options say about it.
// Several units share one database and may do this at once: a lock in the database lets one in at a time.
// A hook may be killed half-way: a table marks an installation that has begun, and what it left is cleared
// before WordPress is loaded, which would refuse to start on it.
// Settings come in the environment: DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD,
// BLOG_TITLE, ADMIN_NAME, ADMIN_EMAIL, ADMIN_PASSWORD, PASSWORD_FILE.

// WordPress ends a program it cannot go on with as if all were well.
$done = false;
register_shutdown_function(function () use (&$done) {
    if (!$done) {
        exit(1);
    }
});

function lock_database(mysqli $database): void {
    $got = $database->query("SELECT GET_LOCK(CONCAT(DATABASE(), '.set-up'), 60)")->fetch_row()[0];
    if ($got != 1) {
        fwrite(STDERR, "another unit has been setting up the blog for a minute\n");
        exit(1);
    }
}

function tables_like(mysqli $database, string $pattern): array {
    return array_column($database->query("SHOW TABLES LIKE '$pattern'")->fetch_all(), 0);
}

function clear_interrupted_installation(mysqli $database): void {
    if (tables_like($database, 'installation\_begun') === []) {
        return;
    }
    foreach (tables_like($database, 'wp\_%') as $table) {
        $database->query("DROP TABLE `$table`");
    }
}

function admin_password(): string {
    $password = getenv('ADMIN_PASSWORD');
    if ($password === '') {
        $password = wp_generate_password(20, false);
        umask(0077);
        file_put_contents(getenv('PASSWORD_FILE'), $password . "\n");
    }
    return $password;
}

function install_blog(mysqli $database): void {
    $database->query('CREATE TABLE IF NOT EXISTS installation_begun (nothing INT)');
    wp_install(getenv('BLOG_TITLE'), getenv('ADMIN_NAME'), getenv('ADMIN_EMAIL'), true, '', admin_password());
    $database->query('DROP TABLE installation_begun');
}

function update_blog(): void {
    $title = esc_html(getenv('BLOG_TITLE'));
    if (get_option('blogname') !== $title) {
        update_option('blogname', $title);
    }
    $admin = get_user_by('login', getenv('ADMIN_NAME'));
    $password = getenv('ADMIN_PASSWORD');
    if ($admin && $password !== '' && !wp_check_password($password, $admin->user_pass, $admin->ID)) {
        wp_set_password($password, $admin->ID);
    }
}

$database = new mysqli(getenv('DB_HOST'), getenv('DB_USER'), getenv('DB_PASSWORD'), getenv('DB_NAME'), (int)getenv('DB_PORT'));
lock_database($database);
clear_interrupted_installation($database);

define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
// There is no mail server to tell the administrator through.
function wp_new_blog_notification($title, $url, $user_id, $password) {}
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

is_blog_installed() ? update_blog() : install_blog($database);
$done = true;
