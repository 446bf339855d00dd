# Writes the token of the first related unit.
model = node['periapt']
file "#{model['config']['folder']}/chef" do
  content "#{model['relations']['token'][0]['units'][0]['data']['token']}\n"
end
