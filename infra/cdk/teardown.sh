#!/usr/bin/env bash
# Removes a deployment, including the secrets that its functions made at run time. See docs/operations.md, Teardown.
set -euo pipefail

usage() {
  echo "usage: $0 STAGE [--prod-data-too] [-- arguments for cdk destroy]" >&2
  exit 2
}

stage="${1:-}"
[[ "$stage" =~ ^[a-z][a-z0-9-]{0,19}$ ]] || usage
shift
data_too=false
if [[ "${1:-}" == "--prod-data-too" ]]; then
  data_too=true
  shift
fi
if [[ $# -gt 0 ]]; then
  [[ "$1" == "--" ]] || usage
  shift
fi

cd "$(dirname "$0")"
stack="Webhooks-$stage"
prefix="hooks/$stage/"
kept="cdk.out/teardown-$stage.txt"
mkdir -p cdk.out

keeps_data=false
if [[ "$stage" == "prod" && "$data_too" == false ]]; then
  keeps_data=true
fi

# The filter finds more than the prefix says (it ignores case, and knows words), so names are looked at once more.
secrets() {
  aws secretsmanager list-secrets --filters "Key=name,Values=$prefix" \
    --query "SecretList[?starts_with(Name, '$prefix')].[Name]" --output text
}

# What outlives the stack in prod. Written down before the stack goes, so that a second run knows it too.
retained() {
  aws cloudformation list-stack-resources --stack-name "$stack" --output text --query \
    "StackResourceSummaries[?ResourceType=='AWS::DynamoDB::Table' || ResourceType=='AWS::Logs::LogGroup' || ResourceType=='AWS::SecretsManager::Secret'].[ResourceType, PhysicalResourceId]"
}

# Runs a command for something that may be gone already. That alone is no failure: no right, no network and no service are.
unless_gone() {
  local told
  if ! told="$("$@" 2>&1 > /dev/null)" && [[ "$told" != *ResourceNotFound* ]]; then
    echo "$told" >&2
    return 1
  fi
}

# Whether it is there or gone; fails if that cannot be told.
looked_at() {
  case "$1" in
    AWS::DynamoDB::Table) unless_gone aws dynamodb describe-table --table-name "$2" ;;
    AWS::Logs::LogGroup) unless_gone aws logs describe-log-groups --log-group-name-prefix "$2" ;;
    AWS::SecretsManager::Secret) unless_gone aws secretsmanager describe-secret --secret-id "$2" ;;
  esac
}

remove_table() {
  local protected
  if protected="$(aws dynamodb describe-table --table-name "$1" --query Table.DeletionProtectionEnabled --output text 2>&1)"; then
    if [[ "$protected" != False ]]; then
      aws dynamodb update-table --table-name "$1" --no-deletion-protection-enabled > /dev/null
      aws dynamodb wait table-exists --table-name "$1"
    fi
    unless_gone aws dynamodb delete-table --table-name "$1"
  elif [[ "$protected" != *ResourceNotFound* ]]; then
    echo "$protected" >&2
    return 1
  fi
}

# They would point cdk alone elsewhere, and the rest of this script to where it was before.
for argument in "$@"; do
  case "$argument" in
    --profile* | --role-arn* | stage=* | -c=stage=* | --context=stage=*)
      echo "$argument would remove one deployment and the secrets of another: set AWS_PROFILE and AWS_REGION instead." >&2
      exit 2
      ;;
  esac
done

deployed=false
if told="$(aws cloudformation describe-stacks --stack-name "$stack" 2>&1 > /dev/null)"; then
  deployed=true
  retained > "$kept"
elif [[ "$told" != *"does not exist"* ]]; then
  echo "Whether $stack is deployed cannot be told, so nothing was removed: $told" >&2
  exit 1
fi
if [[ "$deployed" == false && "$stage" == "prod" && ! -s "$kept" ]]; then
  echo "$stack is not there, and $kept, which would say what it left, neither. Nothing was removed:" >&2
  echo "remove its tables, log groups and keyring by hand, then its secrets ($prefix…)." >&2
  exit 1
fi
touch "$kept"
found="$(secrets)"
count="$(grep -c . <<< "$found" || true)"
if [[ "$data_too" == true ]]; then
  while IFS=$'\t' read -r kind name; do
    if ! looked_at "$kind" "$name"; then
      echo "Whether $name is there cannot be told, so nothing was removed." >&2
      exit 1
    fi
  done < "$kept"
fi
account="$(aws sts get-caller-identity --query Account --output text)"

echo "Account and region: $account," \
  "${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}"
echo "Stack:              $stack ($([[ $deployed == true ]] && echo deployed || echo "not there"))"
if [[ "$keeps_data" == true ]]; then
  echo "Kept:               tables, logs and $count secrets $prefix… (--prod-data-too removes them)"
else
  echo "Secrets:            $count named $prefix…, deleted for good"
  if [[ "$data_too" == true ]]; then
    echo "Data, for good:"
    sed 's/^/  /' "$kept"
  fi
fi
read -r -p "Type the stage to go on: " typed
if [[ "$typed" != "$stage" ]]; then
  echo "Nothing was removed." >&2
  exit 1
fi

if [[ "$deployed" == true ]]; then
  aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name "$stack" > /dev/null
  npx cdk destroy "$stack" --force -c "stage=$stage" "$@"
fi

if [[ "$keeps_data" == true ]]; then
  echo "The stack is gone; its data and secrets are kept."
  exit 0
fi

if [[ "$data_too" == true ]]; then
  while IFS=$'\t' read -r kind name; do
    case "$kind" in
      AWS::DynamoDB::Table) remove_table "$name" ;;
      AWS::Logs::LogGroup) unless_gone aws logs delete-log-group --log-group-name "$name" ;;
      AWS::SecretsManager::Secret)
        unless_gone aws secretsmanager delete-secret --secret-id "$name" --force-delete-without-recovery
        ;;
    esac
  done < "$kept"
fi

# Once more: functions may have made some until the stack was gone.
secrets | while read -r name; do
  [[ -n "$name" ]] || continue
  unless_gone aws secretsmanager delete-secret --secret-id "$name" --force-delete-without-recovery
  echo "deleted $name"
done
rm -f "$kept"
echo "Done."
