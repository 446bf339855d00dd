# Makes this unit what its options and relations want it to be. Options are parameters, with `_` for each `-`.
class __IDENT__ (Integer $port = 8080, Hash $relations = {}) {
  $model = $facts['periapt']
  $address = $model['unit']['address']

  # Here: packages, files, services.

  # What is published, once all of the above is kept.
  $bags = $relations.get('website', []).map |$relation| {
    "\"${relation['id']}\": {\"mine\": {\"hostname\": \"${address}\", \"port\": \"${port}\"}}"
  }
  file { "${model['run']}/publish.json":
    content => "{\"relations\": {${bags.join(', ')}}, \"ports\": [\"${port}/tcp\"], \"status\": {\"state\": \"active\", \"message\": \"\"}}",
  }
}
