/** The address of the CI job that runs this, as GitHub Actions, GitLab, Jenkins and CircleCI tell it; undefined elsewhere. */
export function ciLink(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const ofGithub = server && repository && id ? `${server}/${repository}/actions/runs/${id}` : undefined;
  const link = ofGithub ?? env.CI_JOB_URL ?? env.BUILD_URL ?? env.CIRCLE_BUILD_URL;
  return link !== undefined && /^https?:\/\/[^\s]+$/.test(link) ? link : undefined;
}
