# Report and exception handler of Periapt's Chef adapter: what a run did, as JSON in the file that PERIAPT_OUTCOME
# names. Rule: contract/wrappers.md, section 5.5.
require 'chef/handler'
require 'json'
require 'singleton'

# One object: local mode reads the configuration twice.
class PeriaptOutcome < Chef::Handler
  include Singleton

  def report
    File.write(ENV.fetch('PERIAPT_OUTCOME'), JSON.generate(
      success: run_status.success?,
      version: Chef::VERSION,
      exception: run_status.exception.to_s,
      total: (all_resources || []).size,
      updated: (updated_resources || []).map { |resource| describe(resource) }
    ))
  end

  private

  def describe(resource)
    { id: resource.to_s, action: Array(resource.action).join(','), at: resource.source_line.to_s,
      secret: resource.respond_to?(:sensitive) && resource.sensitive ? true : false }
  end
end
