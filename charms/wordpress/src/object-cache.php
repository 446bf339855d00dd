<?php
// The cache of objects that WordPress asks before its database, kept in Redis from one request to the next.
// Where Redis is, wp-config.php says; without it, or while it does not answer, values last for one request, as ever.

/** Redis, in as much of its protocol as is needed here. What does not answer is not asked again in this request. */
final class Redis_Server {
    private $socket = null;

    public function __construct() {
        if (!defined('CACHE_HOST')) {
            return;
        }
        $this->socket = @stream_socket_client('tcp://' . CACHE_HOST . ':' . CACHE_PORT, $number, $message, 0.5) ?: null;
        if ($this->socket) {
            stream_set_timeout($this->socket, 1);
        }
        if ($this->socket && CACHE_PASSWORD !== '' && $this->call('AUTH', CACHE_PASSWORD) !== 'OK') {
            $this->socket = null;
        }
    }

    /** What it answers: text, or null where there is nothing. */
    public function call(string ...$words): ?string {
        if (!$this->socket) {
            return null;
        }
        $request = '*' . count($words) . "\r\n";
        foreach ($words as $word) {
            $request .= '$' . strlen($word) . "\r\n$word\r\n";
        }
        $line = @fwrite($this->socket, $request) === strlen($request) ? fgets($this->socket) : false;
        if ($line === false || $line[0] === '-') {
            $this->socket = null;
            return null;
        }
        $rest = rtrim(substr($line, 1), "\r\n");
        return $line[0] === '$' ? $this->text((int)$rest) : $rest;
    }

    private function text(int $length): ?string {
        if ($length < 0) {
            return null;
        }
        $text = stream_get_contents($this->socket, $length + 2);
        if (strlen($text) !== $length + 2) {
            $this->socket = null;
            return null;
        }
        return substr($text, 0, $length);
    }
}

class WP_Object_Cache {
    private const LONGEST = 3600; // seconds: what a flush has left behind, and what one unit could not delete, goes then
    private Redis_Server $server;
    private array $values = [];
    private array $not_kept = [];
    private string $prefix;

    public function __construct() {
        $this->server = new Redis_Server();
        $this->prefix = 'wp:' . md5(DB_HOST . ' ' . DB_NAME);
        // A flush is a new generation of names.
        $this->prefix .= ':' . ($this->server->call('GET', $this->prefix) ?? '0') . ':';
    }

    public function get($key, $group, $force, &$found) {
        $name = $this->name($key, $group);
        if (($force || !array_key_exists($name, $this->values)) && !isset($this->not_kept[$group])) {
            $text = $this->server->call('GET', $name);
            if ($text !== null) {
                $this->values[$name] = unserialize($text);
            }
        }
        $found = array_key_exists($name, $this->values);
        $value = $found ? $this->values[$name] : false;
        return is_object($value) ? clone $value : $value;
    }

    public function has($key, $group): bool {
        $this->get($key, $group, false, $found);
        return $found;
    }

    public function set($key, $value, $group, $seconds): bool {
        $name = $this->name($key, $group);
        $this->values[$name] = is_object($value) ? clone $value : $value;
        if (!isset($this->not_kept[$group])) {
            $longest = $seconds > 0 ? min($seconds, self::LONGEST) : self::LONGEST;
            $this->server->call('SET', $name, serialize($value), 'EX', (string)$longest);
        }
        return true;
    }

    public function delete($key, $group): bool {
        $there = $this->has($key, $group);
        $name = $this->name($key, $group);
        unset($this->values[$name]);
        $this->server->call('DEL', $name);
        return $there;
    }

    public function flush(): bool {
        $this->values = [];
        $base = substr($this->prefix, 0, strrpos($this->prefix, ':', -2));
        $this->prefix = $base . ':' . ($this->server->call('INCR', $base) ?? '0') . ':';
        return true;
    }

    public function forget_request(): bool {
        $this->values = [];
        return true;
    }

    public function keep_not(array $groups): void {
        $this->not_kept += array_fill_keys($groups, true);
    }

    private function name($key, $group): string {
        return $this->prefix . $group . ':' . $key;
    }
}

// --- what WordPress calls; the other functions of its cache it makes of these ---------------------

function wp_cache_init() {
    $GLOBALS['wp_object_cache'] = new WP_Object_Cache();
}

function wp_cache_get($key, $group = 'default', $force = false, &$found = null) {
    return $GLOBALS['wp_object_cache']->get($key, $group ?: 'default', $force, $found);
}

function wp_cache_set($key, $data, $group = 'default', $expire = 0) {
    return $GLOBALS['wp_object_cache']->set($key, $data, $group ?: 'default', (int)$expire);
}

function wp_cache_add($key, $data, $group = 'default', $expire = 0) {
    return !wp_suspend_cache_addition() && !$GLOBALS['wp_object_cache']->has($key, $group ?: 'default') &&
        wp_cache_set($key, $data, $group, $expire);
}

function wp_cache_replace($key, $data, $group = 'default', $expire = 0) {
    return $GLOBALS['wp_object_cache']->has($key, $group ?: 'default') && wp_cache_set($key, $data, $group, $expire);
}

function wp_cache_delete($key, $group = 'default') {
    return $GLOBALS['wp_object_cache']->delete($key, $group ?: 'default');
}

function wp_cache_incr($key, $offset = 1, $group = 'default') {
    $value = wp_cache_get($key, $group, false, $found);
    if (!$found) {
        return false;
    }
    $value = max(0, (is_numeric($value) ? $value : 0) + (int)$offset);
    wp_cache_set($key, $value, $group);
    return $value;
}

function wp_cache_decr($key, $offset = 1, $group = 'default') {
    return wp_cache_incr($key, -(int)$offset, $group);
}

function wp_cache_flush() {
    return $GLOBALS['wp_object_cache']->flush();
}

function wp_cache_flush_runtime() {
    return $GLOBALS['wp_object_cache']->forget_request();
}

function wp_cache_add_non_persistent_groups($groups) {
    $GLOBALS['wp_object_cache']->keep_not((array)$groups);
}

// One blog: all groups are global.
function wp_cache_add_global_groups($groups) {}

function wp_cache_switch_to_blog($blog_id) {}

function wp_cache_close() {
    return true;
}
