# The site is served, with what the options ask for, and each related application knows where.
require 'json'

model = node['periapt']
charm = ENV.fetch('JUJU_CHARM_DIR')
workload = ::File.expand_path('../workload', charm)
program = "#{charm}/src/apache"
address = model['unit']['address']
port = model['config']['port']
archive = (model['resources'] || []).find { |resource| resource['name'] == 'site' }
lowest_port = address.start_with?('127.') ? 1024 : 1

publish = if port.between?(lowest_port, 65535)
            website = { 'hostname' => address, 'port' => port.to_s }
            {
              'relations' => model['relations']['website'].to_h { |relation| [relation['id'], { 'mine' => website }] },
              'ports' => ["#{port}/tcp"],
              'status' => { 'state' => 'active', 'message' => archive ? '' : 'no site yet: attach the resource "site"' },
            }
          else # what ran goes on, and so does what was published of it
            { 'status' => { 'state' => 'blocked', 'message' => "option port: #{port} is not a port that this machine can have" } }
          end

if publish['ports']
  directory("#{workload}/empty") { mode '0755' }

  template "#{workload}/empty/index.html" do
    source 'index.html.erb'
    mode '0644'
    backup false
    variables(title: model['config']['title'])
  end

  if archive
    execute 'the site' do
      command [program, 'unpack', archive['path']]
      not_if { system(program, 'is-unpacked', archive['path']) }
    end
  end

  template "#{workload}/apache2.conf" do
    source 'apache2.conf.erb'
    mode '0644'
    backup false
    variables(address: address, port: port, workload: workload, root: "#{workload}/#{archive ? 'site' : 'empty'}",
              seconds: model['config']['cache-seconds'], as_root: Process.euid.zero?)
  end

  execute 'Apache' do
    command [program, 'serve']
    not_if { system(program, 'is-serving') }
  end
end

file "#{model['run']}/publish.json" do
  content JSON.generate(publish)
  backup false
end
