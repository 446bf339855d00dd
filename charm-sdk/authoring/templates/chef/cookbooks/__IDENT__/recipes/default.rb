# Makes this unit what its options and relations want it to be.
require 'json'

model = node['periapt']
port = model['config']['port'].to_s
here = { 'hostname' => model['unit']['address'], 'port' => port }

# Here: packages, templates, services.

# What is published, once all of the above is kept.
related = (model['relations']['website'] || []).map { |relation| relation['id'] }
file "#{model['run']}/publish.json" do
  mode '0600'
  content JSON.generate(
    'relations' => related.map { |id| [id, { 'mine' => here }] }.to_h,
    'ports' => ["#{port}/tcp"],
    'status' => { 'state' => 'active', 'message' => '' }
  )
end
