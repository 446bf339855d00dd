# Writes the token of the first related unit.
class wrapper::write (String $folder, Hash $relations = {}, Sensitive[Hash] $secrets = Sensitive({})) {
  $token = $relations['token'][0]['units'][0]['data']['token']
  file { "${folder}/puppet": content => "${token}\n" }
  file { "${folder}/puppet.key": content => Sensitive(String($secrets.unwrap['key'])) }
  file { "${facts['periapt']['run']}/publish.json": content => '{"status": {"state": "active", "message": "by puppet"}}' }
}
