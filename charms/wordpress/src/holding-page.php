<?php
// Shown instead of every page while the database is in maintenance. WordPress has said 503 already when it is told to.
header('Retry-After: 60');
header('Cache-Control: no-store');
http_response_code(503);
?>
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="60">
  <title>Back in a moment</title>
  <style>
    body { font-family: sans-serif; max-width: 34em; margin: 20vh auto 0; padding: 0 1em; color: #222; }
    h1 { font-weight: 600; }
  </style>
</head>
<body>
  <h1>Back in a moment</h1>
  <p>We are working on this site's database. This page looks again by itself every minute.</p>
</body>
</html>
